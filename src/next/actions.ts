/** `signIn`, `signOut` and `unstable_update`, as Server Actions and Route Handlers call them. */
import { processEnv } from "../config/env.js";
import { createActionURL } from "../http/action-url.js";
import type { CookieReader } from "../lib/cookie.js";
import type { AuthAction, ResponseInternal, Session } from "../types/index.js";
import type { Binding } from "./binding.js";
import { type CookieStore, readerOf, writeTo } from "./cookies.js";
import { loadHeaders, loadNavigation } from "./modules.js";
import type { NextAuthSignInOptions } from "./types.js";

/** The request that an action is part of. */
interface Caller {
  readonly headers: Headers;
  readonly cookies: CookieReader;
  /** Sets the cookies of an answer, and passes it on. */
  keep(answer: ResponseInternal): ResponseInternal;
}

async function caller(): Promise<Caller> {
  const next = await loadHeaders();
  const [headers, cookies] = await Promise.all([next.headers(), next.cookies()]);
  const store = cookies as unknown as CookieStore;
  return {
    headers: new Headers(headers),
    cookies: readerOf(store, headers),
    keep(answer) {
      writeTo(store, answer.cookies ?? []);
      return answer;
    },
  };
}

/** Where to go afterwards. Next.js tells by the Referer which page an action was called on. */
function targetOf(redirectTo: unknown, headers: Headers): string {
  return redirectTo?.toString() ?? headers.get("Referer") ?? "/";
}

async function leaveTo(url: string): Promise<never> {
  const { redirect } = await loadNavigation();
  return redirect(url);
}

/** As a form would send them: every value a string, of a repeated name the last. */
function asForm(fields: Iterable<readonly [string, unknown]>): Record<string, string> {
  const entries: Array<[string, string]> = [];
  for (const [name, value] of fields) entries.push([name, String(value)]);
  return Object.fromEntries(entries);
}

/** @throws AuthError, and Next's redirect unless `redirect: false` */
export async function signIn(
  { config, instance }: Binding,
  provider: string | undefined,
  options: NextAuthSignInOptions = {},
  authorizationParams?: ConstructorParameters<typeof URLSearchParams>[0],
): Promise<string> {
  const { headers, cookies, keep } = await caller();
  const given: Record<string, unknown> =
    options instanceof FormData ? Object.fromEntries(options) : options;
  const { redirect = true, redirectTo, ...rest } = given;
  const callbackUrl = targetOf(redirectTo, headers);
  const proto = headers.get("x-forwarded-proto") ?? undefined;
  const urlOf = (action: AuthAction) =>
    createActionURL(action, proto, headers, processEnv(), config);
  const known = instance.config.providers.find(({ id }) => id === provider);
  if (!known) {
    const url = `${urlOf("signin")}?${new URLSearchParams({ callbackUrl })}`;
    return redirect ? leaveTo(url) : url;
  }
  const action = known.type === "credentials" ? "callback" : "signin";
  const query = new URLSearchParams(authorizationParams);
  const answer = keep(
    await instance.call({
      action,
      providerId: known.id,
      method: "POST",
      headers,
      cookies,
      query: asForm(query),
      body: asForm(Object.entries({ ...rest, callbackUrl })),
    }),
  );
  const url = answer.redirect ?? `${urlOf(action)}/${known.id}?${query}`;
  return redirect ? leaveTo(url) : url;
}

/** @throws Next's redirect unless `redirect: false` */
export async function signOut(
  { instance }: Binding,
  options: { redirectTo?: string; redirect?: boolean } = {},
): Promise<ResponseInternal> {
  const { headers, cookies, keep } = await caller();
  const callbackUrl = targetOf(options.redirectTo, headers);
  const answer = keep(
    await instance.call({
      action: "signout",
      method: "POST",
      headers,
      cookies,
      body: { callbackUrl },
    }),
  );
  return options.redirect === false ? answer : leaveTo(answer.redirect ?? "/");
}

/** Runs the callbacks with `trigger: "update"`; `null` where nobody is signed in. */
export async function update({ instance }: Binding, data: unknown): Promise<Session | null> {
  const { headers, cookies, keep } = await caller();
  const answer = keep(
    await instance.call({ action: "session", method: "POST", headers, cookies, body: { data } }),
  );
  // A configuration error has a body of its own, which must not pass for a session.
  return (answer.status ?? 200) < 400 ? (answer.body ?? null) : null;
}
