/** `auth()` in Server Components, Server Actions and Route Handlers. */
import type { Session } from "../types/index.js";
import type { Bind } from "./binding.js";
import { type CookieStore, isWritable, readerOf, writeTo } from "./cookies.js";

/** The sessions that a request has asked for already. */
export type Answers = WeakMap<object, Map<string, Promise<Session | null>>>;

/**
 * The session of the request that is being served. It is read once for each state of the cookies: a component that
 * asks again gets the same answer for nothing, and one that asks after a Server Action has changed the session gets
 * the new one (`headers()` would still have the old cookie then).
 */
export async function currentSession(bind: Bind, answers: Answers): Promise<Session | null> {
  // Asked first: where Next.js renders ahead of any request, this is where it stops.
  const next = await import("next/headers.js");
  const [headers, cookies] = await Promise.all([next.headers(), next.cookies()]);
  const store = cookies as unknown as CookieStore;
  const states = answers.get(store) ?? new Map<string, Promise<Session | null>>();
  answers.set(store, states);
  const state = stateOf(store);
  const answer = states.get(state) ?? read(bind, headers, store);
  states.set(state, answer);
  return answer;
}

async function read(bind: Bind, headers: Headers, store: CookieStore): Promise<Session | null> {
  const { instance } = await bind(undefined);
  const writable = isWritable(store);
  const { session, cookies } = await instance.read(
    { headers, cookies: readerOf(store) },
    { view: "server", writable },
  );
  if (writable) writeTo(store, cookies);
  return session;
}

/** All cookies in one string. Two states that differ give two strings: no cookie's name or value has a line break. */
function stateOf(store: CookieStore): string {
  let state = "";
  for (const { name, value } of store.getAll()) state += `${name}=${value}\n`;
  return state;
}
