// app/ClientComponent.tsx
'use client'
import type { Session } from "next-auth";

// pasted:
export default function ClientComponent({ session }: { session: Session | null }) {
  // Use session passed from parent
  // :pasted
  return <output>{session ? `${session.user.email}, ${session.user.id}` : "no session"}</output>;
}
