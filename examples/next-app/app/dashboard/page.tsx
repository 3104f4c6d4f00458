import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { auth } from "@/auth";
import { Facts } from "@/components/facts";
import { NameForm } from "@/components/name-form";
import { PageTitle } from "@/components/page-title";
import { RoleBadge } from "@/components/role-badge";
import { signOutHere } from "@/lib/actions";

export const metadata: Metadata = { title: "Dashboard" };

const day = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });

export default async function Dashboard() {
  const session = await auth();
  if (!session?.user) redirect("/login?callbackUrl=/dashboard");
  const { name, email, role } = session.user;
  return (
    <>
      <PageTitle lead="This page is a Server Component. It read your session with auth().">
        Welcome, {name}
      </PageTitle>
      <div className="grid gap-6 md:grid-cols-2">
        <section aria-labelledby="session" className="card p-6">
          <h2 id="session" className="mb-4 font-medium">
            Your session
          </h2>
          <Facts
            facts={[
              [
                "Name",
                <span key="name" data-testid="server-name">
                  {name}
                </span>,
              ],
              ["E-mail", email],
              ["Role", <RoleBadge key="role" role={role} />],
              ["Ends, if unused", day.format(new Date(session.expires))],
            ]}
          />
          <form action={signOutHere} className="mt-6">
            <button type="submit" className="button-quiet">
              Sign out by a Server Action
            </button>
          </form>
        </section>
        <section aria-labelledby="rename" className="card p-6">
          <h2 id="rename" className="font-medium">
            Change your name
          </h2>
          <p className="mt-1 mb-4 text-sm text-quiet">
            A Server Action writes it into the session. This page and the menu above show it at
            once.
          </p>
          <NameForm name={name ?? ""} />
        </section>
      </div>
    </>
  );
}
