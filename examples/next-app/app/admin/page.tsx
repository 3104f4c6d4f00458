import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { auth } from "@/auth";
import { AdminButton } from "@/components/admin-button";
import { Facts } from "@/components/facts";
import { PageTitle } from "@/components/page-title";
import { RoleBadge } from "@/components/role-badge";
import { users } from "@/lib/users";

export const metadata: Metadata = { title: "Admin" };

export default async function Admin() {
  // The proxy has answered 403 to everybody else; the page does not rely on it.
  const session = await auth();
  if (session?.user.role !== "admin") redirect("/forbidden");
  return (
    <>
      <PageTitle lead="Only admins get here. The proxy decides it, the page and the API check again.">
        Admin
      </PageTitle>
      <div className="grid gap-6 md:grid-cols-2">
        <section aria-labelledby="users" className="card p-6">
          <h2 id="users" className="mb-4 font-medium">
            Seeded users
          </h2>
          <Facts
            facts={users.map(({ email, role }) => [email, <RoleBadge key={email} role={role} />])}
          />
        </section>
        <section aria-labelledby="api" className="card p-6">
          <h2 id="api" className="font-medium">
            Admin API
          </h2>
          <p className="mt-1 mb-4 text-sm text-quiet">
            POST /api/admin answers 200 to you, 403 to a member and 401 to a stranger.
          </p>
          <AdminButton />
        </section>
      </div>
    </>
  );
}
