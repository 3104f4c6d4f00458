"use client";

import { useActionState, useState } from "react";
import { signInWithPassword } from "@/lib/actions";
import type { Role } from "@/lib/users";
import { RoleBadge } from "./role-badge";

interface Example {
  name: string;
  email: string;
  role: Role;
  password: string;
}

/** E-mail and password, by a Server Action: works without JavaScript too. */
export function LoginForm({ callbackUrl, examples }: { callbackUrl: string; examples: Example[] }) {
  const [state, submit, pending] = useActionState(signInWithPassword, {});
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  return (
    <>
      <form action={submit} className="grid gap-4">
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <label className="grid gap-1.5 text-sm font-medium">
          E-mail
          <input
            className="field font-normal"
            type="email"
            name="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            aria-describedby={state.error ? "login-error" : undefined}
          />
        </label>
        <label className="grid gap-1.5 text-sm font-medium">
          Password
          <input
            className="field font-normal"
            type="password"
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            aria-describedby={state.error ? "login-error" : undefined}
          />
        </label>
        {state.error ? (
          <p
            id="login-error"
            role="alert"
            className="rounded-lg bg-bad-soft px-4 py-3 text-sm text-bad"
          >
            {state.error}
          </p>
        ) : null}
        <button type="submit" className="button w-full" disabled={pending}>
          {pending ? "Signing in" : "Sign in"}
        </button>
      </form>

      <section aria-labelledby="examples" className="mt-8">
        <h2 id="examples" className="text-sm text-quiet">
          People you can be in this demo
        </h2>
        <ul className="card mt-3 divide-y divide-line">
          {examples.map((example) => (
            <li key={example.email} className="flex items-center gap-3 px-4 py-3">
              <div className="min-w-0 flex-1 text-sm">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  {example.name} <RoleBadge role={example.role} />
                </p>
                <p className="mt-1 text-quiet">{example.email}</p>
                <p className="font-mono text-[0.8125rem] text-quiet">{example.password}</p>
              </div>
              <button
                type="button"
                aria-label={`Fill in ${example.name}`}
                onClick={() => {
                  setEmail(example.email);
                  setPassword(example.password);
                }}
                className="min-h-9 rounded-lg border border-line px-3 text-sm hover:bg-sunken"
              >
                Fill in
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
