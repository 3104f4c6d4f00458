/**
 * The redirect proxy: a deployment with a stable URL that receives the answers for others, such as previews.
 * It believes a state that opens with the shared secret. Whoever has that secret, or can make a deployment with it
 * take a foreign host for its own (`trustHost` behind a proxy that passes any Host on), says where an answer goes;
 * such an answer is of use only together with the secret that the browser which began the sign-in keeps in a cookie.
 */
import type { CoreRequest } from "../method.js";
import type { ResolvedOAuthProvider } from "./provider.js";
import type { State } from "./state.js";

/** Is this request at the proxy itself? */
export function isOnProxy(
  { redirectProxyUrl }: ResolvedOAuthProvider,
  request: CoreRequest,
): boolean {
  return !!redirectProxyUrl && new URL(redirectProxyUrl).origin === request.url.origin;
}

/** Where to send the browser with the answer, or `null` if it is for this deployment. */
export function relayTarget(
  { origin }: State,
  provider: ResolvedOAuthProvider,
  request: CoreRequest,
  answer: URLSearchParams,
): string | null {
  if (!origin || !isOnProxy(provider, request) || !URL.canParse(origin)) return null;
  const url = new URL(origin);
  const isCallback =
    /^https?:$/.test(url.protocol) &&
    url.pathname.endsWith(`/callback/${provider.id}`) &&
    `${url.origin}${url.pathname}` === url.href;
  if (!isCallback || url.origin === request.url.origin) return null;
  return `${origin}?${answer}`;
}
