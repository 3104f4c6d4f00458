"use server";

import { AuthError } from "latchkey";
import { cookies } from "next/headers";
import { auth, signIn, signOut, unstable_update } from "../auth";

export async function ask(): Promise<string> {
  return `It is ${(await auth())?.user?.name ?? "nobody"}`;
}

export async function enter(): Promise<void> {
  await signIn("credentials", { name: "Ada", password: "open sesame", redirectTo: "/plain" });
}

export async function wrong(): Promise<string> {
  try {
    await signIn("credentials", { name: "Ada", password: "?" });
    return "No error";
  } catch (error) {
    if (error instanceof AuthError) return `It is ${error.type}`;
    throw error;
  }
}

/** The same request sees the change. */
export async function rename(): Promise<string> {
  await unstable_update({ user: { name: "Grace" } });
  return `It is ${(await auth())?.user?.name}`;
}

export async function leave(): Promise<void> {
  await signOut({ redirectTo: "/plain" });
}

/** Changes a cookie, so that the page is rendered again, and does not ask who is there. */
export async function touch(): Promise<void> {
  (await cookies()).set("touched", "1");
}

/** A renewal may be due, and be under way while the session ends. */
export async function leaveWhileAsking(): Promise<void> {
  await Promise.all([auth(), signOut({ redirect: false }), auth()]);
}
