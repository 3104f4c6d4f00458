"use client";
import { createAuthClient } from "better-auth/react";

const { signIn, signOut, useSession } = createAuthClient();

export function useName(): string | undefined {
  const { data } = useSession();
  if (!data) void signIn.social({ provider: "github" });
  else void signOut();
  return data?.user.name;
}
