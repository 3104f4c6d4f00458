import type { Metadata } from "next";
import Link from "next/link";
import { PageTitle } from "@/components/page-title";

export const metadata: Metadata = { title: "Admins only" };

export default function Forbidden() {
  return (
    <>
      <PageTitle lead="You are signed in, but not as an admin. The server answered 403.">
        Admins only
      </PageTitle>
      <Link href="/" className="button-quiet">
        Back to the start
      </Link>
    </>
  );
}
