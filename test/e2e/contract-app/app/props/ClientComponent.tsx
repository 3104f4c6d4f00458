"use client";
import type { Session } from "next-auth";

export default function ClientComponent({ session }: { session: Session | null }) {
  return (
    <output>{session ? `${session.user.email} is ${session.user.role}` : "no session"}</output>
  );
}
