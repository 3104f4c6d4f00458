"use client";
import { signIn, signOut, useSession } from "next-auth/react";

export function UserMenu() {
  const { data: session, status } = useSession();

  if (status === "loading") {
    return <header>Loading...</header>;
  }

  if (!session) {
    return (
      <header>
        <button type="button" onClick={() => signIn()}>
          Sign In
        </button>
        <button type="button" onClick={() => signIn("google")}>
          Sign In with Google
        </button>
      </header>
    );
  }

  return (
    <header>
      <span>Hi, {session.user?.name}</span>
      <button type="button" onClick={() => signOut()}>
        Sign Out
      </button>
    </header>
  );
}
