/** `auth()` in Server Components, Server Actions and Route Handlers. */
import type { Session } from "../types/index.js";
import type { Bind } from "./binding.js";
import { type CookieStore, isWritable, readerOf, writeTo } from "./cookies.js";
import { loadHeaders, loadReact } from "./modules.js";

/** What was answered so far, for each state that the cookies of a request were in. */
type States = Map<string, Promise<Session | null>>;

/** The answers of the requests that are being served. */
export type Answers = WeakMap<object, States>;

/**
 * The session of the request that is being served. It is read once for each state of the cookies: a component that
 * asks again gets the same answer for nothing, and one that asks after a Server Action has changed the session gets
 * the new one (`headers()` would still have the old cookie then).
 */
export async function currentSession(bind: Bind, answers: Answers): Promise<Session | null> {
  // Asked first: where Next.js renders ahead of any request, this is where it stops.
  const next = await loadHeaders();
  const [headers, cookies] = await Promise.all([next.headers(), next.cookies()]);
  const store = cookies as unknown as CookieStore;
  const states: States = answers.get(store) ?? new Map();
  answers.set(store, states);
  const state = stateOf(store);
  const answer = states.get(state) ?? read(bind, headers, store, { state, states });
  states.set(state, answer);
  return answer;
}

async function read(
  bind: Bind,
  headers: Headers,
  store: CookieStore,
  { state, states }: { readonly state: string; readonly states: States },
): Promise<Session | null> {
  const { instance } = await bind(undefined);
  const writable = isWritable(store) && !(await isRendering());
  const { session, cookies } = await instance.read(
    { headers, cookies: readerOf(store, headers) },
    { view: "server", writable },
  );
  // Unless somebody has signed in or out meanwhile: a renewal must not undo that.
  if (cookies.length > 0 && writable && stateOf(store) === state) {
    writeTo(store, cookies);
    states.set(stateOf(store), Promise.resolve(session));
  }
  return session;
}

/**
 * Whether React renders Server Components here: `cache` remembers then, and never elsewhere. Next.js 14 renders the
 * answer to a Server Action with a store that can be written, and drops what is set there.
 */
async function isRendering(): Promise<boolean> {
  const { cache } = await loadReact();
  const mark = cache?.(() => ({}));
  const [first, second] = [mark?.(), mark?.()];
  return first !== undefined && first === second;
}

/** All cookies in one string; with the lengths in it, no two states give the same. */
function stateOf(store: CookieStore): string {
  let state = "";
  for (const { name, value } of store.getAll())
    state += `${name.length},${value.length},${name}${value}`;
  return state;
}
