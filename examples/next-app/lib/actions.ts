"use server";

import { AuthError, CredentialsSignin } from "latchkey";
import { auth, signIn, signOut, unstable_update } from "@/auth";
import { parseName } from "@/lib/name";
import { localPath } from "@/lib/paths";

export interface FormState {
  error?: string;
  done?: string;
}

const messages: Record<string, string> = {
  credentials: "That e-mail and password do not match.",
  missing_input: "Type your e-mail and your password.",
};

export async function signInWithPassword(_previous: FormState, form: FormData): Promise<FormState> {
  try {
    await signIn("credentials", {
      email: form.get("email"),
      password: form.get("password"),
      redirectTo: localPath(form.get("callbackUrl")),
    });
    return {};
  } catch (error) {
    if (error instanceof CredentialsSignin)
      return { error: messages[error.code] ?? messages.credentials };
    if (error instanceof AuthError) return { error: "Signing in failed. Try again." };
    throw error; // A redirect is thrown too: that one is the success.
  }
}

export async function signInWithProvider(form: FormData): Promise<void> {
  await signIn("local", { redirectTo: localPath(form.get("callbackUrl")) });
}

export async function signOutHere(): Promise<void> {
  await signOut({ redirectTo: "/" });
}

export async function changeName(_previous: FormState, form: FormData): Promise<FormState> {
  const name = parseName(form.get("name"));
  if (!name) return { error: "A name has 1 to 60 characters." };
  const session = await unstable_update({ user: { name } });
  return session ? { done: `You are ${session.user.name} now.` } : { error: "Sign in first." };
}

export async function whoAmI(): Promise<string | null> {
  const session = await auth();
  return session?.user.name ?? null;
}
