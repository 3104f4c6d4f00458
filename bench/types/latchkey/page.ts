"use client";
import { SessionProvider, signIn, signOut, useSession } from "latchkey/react";

export function useName(): string | null | undefined {
  const { data, status } = useSession();
  if (status !== "authenticated") void signIn("github");
  else void signOut();
  return data?.user?.name;
}

export const Provider: typeof SessionProvider = SessionProvider;
