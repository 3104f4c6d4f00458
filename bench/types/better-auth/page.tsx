"use client";
import { createAuthClient } from "better-auth/react";

const { signIn, signOut, useSession } = createAuthClient();

export default function Page() {
  const { data } = useSession();
  if (!data)
    return (
      <button type="button" onClick={() => signIn.social({ provider: "github" })}>
        Sign in
      </button>
    );
  return (
    <button type="button" onClick={() => signOut()}>
      {data.user.name}
    </button>
  );
}
