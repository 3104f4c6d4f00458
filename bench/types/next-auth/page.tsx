"use client";
import { SessionProvider, signIn, signOut, useSession } from "next-auth/react";

function Menu() {
  const { data, status } = useSession();
  if (status !== "authenticated")
    return (
      <button type="button" onClick={() => signIn("github")}>
        Sign in
      </button>
    );
  return (
    <button type="button" onClick={() => signOut()}>
      {data.user?.name}
    </button>
  );
}

export default function Page() {
  return (
    <SessionProvider>
      <Menu />
    </SessionProvider>
  );
}
