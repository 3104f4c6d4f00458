import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { auth } from "@/auth";
import { LoginForm } from "@/components/login-form";
import { signInWithProvider } from "@/lib/actions";
import { localPath } from "@/lib/paths";
import { users } from "@/lib/users";

export const metadata: Metadata = { title: "Sign in" };

const messages: Record<string, string> = {
  CredentialsSignin: "That e-mail and password do not match.",
  OAuthCallbackError: "The provider did not sign you in. You can try again.",
  AccessDenied: "You were not let in.",
  SessionRequired: "Sign in to see that page.",
};

type Query = Record<string, string | string[] | undefined>;
const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

export default async function Login({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const callbackUrl = localPath(single(query.callbackUrl));
  const error = single(query.error);
  if ((await auth())?.user) redirect("/dashboard");
  return (
    <div className="mx-auto max-w-sm">
      <h1 className="text-2xl font-semibold tracking-tight">Sign in</h1>
      {error ? (
        <p role="alert" className="mt-4 rounded-lg bg-bad-soft px-4 py-3 text-sm text-bad">
          {messages[error] ?? "Signing in failed. Try again."}
        </p>
      ) : null}

      <form action={signInWithProvider} className="mt-6">
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <button type="submit" className="button-quiet w-full">
          Continue with the local provider
        </button>
      </form>
      <p className="my-6 flex items-center gap-4 text-sm text-quiet before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
      <LoginForm
        callbackUrl={callbackUrl}
        examples={users.map(({ name, email, role, password }) => ({ name, email, role, password }))}
      />
    </div>
  );
}
