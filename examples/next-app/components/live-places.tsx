"use client";

import { useSession } from "latchkey/react";
import { useEffect, useState, useTransition } from "react";
import { whoAmI } from "@/lib/actions";
import { Seen } from "./place";

/** What `useSession()` sees. */
export function ClientSeen() {
  const { data: session } = useSession();
  return <Seen name={session?.user.name} />;
}

/** What the route handler answers; asked again when the session changes. */
export function HandlerSeen() {
  const { data: session } = useSession();
  const current = session?.user.name;
  const [name, setName] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed session is the reason to ask.
  useEffect(() => {
    const abort = new AbortController();
    fetch("/api/user/profile", { signal: abort.signal })
      .then(async (response) => setName(response.ok ? (await response.json()).name : null))
      .catch(() => {});
    return () => abort.abort();
  }, [current]);
  return <Seen name={name} />;
}

/** What a Server Action sees, when the button is pressed. */
export function ActionSeen() {
  const [answer, setAnswer] = useState<{ name: string | null }>();
  const [pending, start] = useTransition();
  if (answer) return <Seen name={answer.name} />;
  return (
    <button
      type="button"
      disabled={pending}
      onClick={() =>
        start(async () => {
          setAnswer({ name: await whoAmI() });
        })
      }
      className="min-h-9 flex-none rounded-full border border-line px-3 text-sm hover:bg-sunken"
    >
      {pending ? "Asking" : "Ask the server"}
    </button>
  );
}
