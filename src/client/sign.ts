import { returnRedirectHeader } from "../protocol.js";
import type { ProviderId } from "../types/provider.js";
import { routesUrl } from "./config.js";
import { __NEXTAUTH, page } from "./instance.js";
import { csrfToken, request } from "./request.js";
import type {
  ClientSafeProvider,
  SignInAuthorizationParams,
  SignInOptions,
  SignInResponse,
  SignOutParams,
  SignOutResponse,
} from "./types.js";

/**
 * Signs in with a provider; without one, or with an unknown one, goes to the sign-in page. By default the page is
 * left for the provider, or for `redirectTo`; with `redirect: false` the promise says how it went. Two round
 * trips: the provider list and the CSRF token are asked for side by side, then the form is posted.
 *
 * @throws TypeError if the provider is a passkey provider (see `latchkey/webauthn`), or without a network.
 */
export async function signIn(
  provider?: ProviderId,
  options?: SignInOptions<true>,
  authorizationParams?: SignInAuthorizationParams,
): Promise<void>;
export async function signIn(
  provider?: ProviderId,
  options?: SignInOptions<false>,
  authorizationParams?: SignInAuthorizationParams,
): Promise<SignInResponse>;
export async function signIn(
  provider?: ProviderId,
  options: SignInOptions<boolean> = {},
  authorizationParams?: SignInAuthorizationParams,
): Promise<SignInResponse | void> {
  const {
    callbackUrl,
    redirect = true,
    redirectTo = callbackUrl ?? location.href,
    ...fields
  } = options;
  const routes = routesUrl(__NEXTAUTH);
  const token = csrfToken(__NEXTAUTH);
  const providers = await request<Record<string, ClientSafeProvider>>(__NEXTAUTH, "providers");
  if (!providers) return go(`${routes}/error`);
  const type = provider && providers[provider]?.type;
  if (!type) return go(`${routes}/signin?${new URLSearchParams({ callbackUrl: redirectTo })}`);
  if (type === "webauthn") throw new TypeError(`"${provider}" needs "next-auth/webauthn"`);

  const isCredentials = type === "credentials";
  const [{ ok, status }, { url }] = await post(
    `${isCredentials ? "callback" : "signin"}/${provider}?${new URLSearchParams(authorizationParams)}`,
    { ...fields, callbackUrl: redirectTo },
    token,
  );
  const query = new URL(url, location.href).searchParams;
  const error = query.get("error") ?? undefined;
  // Any other provider has only said where to go: nobody is signed in yet.
  const isDone = isCredentials && ok && !error;
  if (isDone) page.post("getSession");
  if (redirect) return go(url);
  if (isDone) await __NEXTAUTH._getSession({ event: "storage" });
  return { error, code: query.get("code") ?? undefined, status, ok, url: error ? null : url };
}

/**
 * Ends the session, in all tabs. By default the page is left for `redirectTo`; with `redirect: false` the promise
 * gives the URL.
 *
 * @throws TypeError without a network.
 */
export async function signOut(options?: SignOutParams<true>): Promise<void>;
export async function signOut(options?: SignOutParams<false>): Promise<SignOutResponse>;
export async function signOut(
  options: SignOutParams<boolean> = {},
): Promise<SignOutResponse | void> {
  const { callbackUrl, redirect = true, redirectTo = callbackUrl ?? location.href } = options;
  const [, answer] = await post("signout", { callbackUrl: redirectTo });
  page.post("signout");
  if (redirect) return go(answer.url);
  await __NEXTAUTH._getSession({ event: "storage" });
  return answer;
}

/**
 * Posts a form to a route, with no request for the session beside it. Rejects without a network, or if what answers
 * is not an auth route.
 *
 * A refused CSRF token is fetched and tried once more: where there was no CSRF cookie yet, each of several first
 * requests at a time (the session's, say) is given one, and the token may belong to a cookie that lost.
 */
function post(
  route: string,
  fields: Record<string, unknown>,
  token: Promise<string> = csrfToken(__NEXTAUTH),
): Promise<[Response, SignOutResponse]> {
  return page.change(async () => {
    const sent = await send(route, fields, token);
    return sent[1].url.includes("MissingCSRF") ? send(route, fields, csrfToken(__NEXTAUTH)) : sent;
  });
}

async function send(
  route: string,
  fields: Record<string, unknown>,
  token: Promise<string>,
): Promise<[Response, SignOutResponse]> {
  const routes = routesUrl(__NEXTAUTH);
  const response = await fetch(`${routes}/${route}`, {
    method: "POST",
    headers: { [returnRedirectHeader]: "1" },
    body: new URLSearchParams({ ...fields, csrfToken: await token }),
  });
  const answer = await response.json();
  // Without a URL, the server's configuration is wrong.
  answer.url ??= `${routes}/error?error=Configuration`;
  return [response, answer];
}

/** Leaves the page. To a URL with a hash the browser may only scroll, so it is reloaded. */
function go(url: string): void {
  location.href = url;
  if (url.includes("#")) location.reload();
}
