/** What the two steps of the method share. */
import { createLru, type Lru } from "../../lib/lru.js";
import type { Codec } from "../../token/codec.js";
import type { Secrets } from "../../token/secrets.js";
import type { LoggerInstance } from "../../types/index.js";
import type { MethodContext } from "../method.js";
import type { CheckCookies } from "./authjs-checks.js";
import { createServers, type Servers } from "./discovery.js";
import type { ResolvedOAuthProvider } from "./provider.js";
import { isOnProxy } from "./redirect-proxy.js";
import type { Keeping } from "./transaction.js";

/** A request to one of the method's steps. */
export type Context = MethodContext<ResolvedOAuthProvider>;

/** What sign-ins of one process share. */
export interface OAuthState {
  readonly servers: Servers;
  /** The transactions that were used up, so that an answer cannot be replayed here. */
  readonly consumed: Lru<string, true>;
}

/** Makes an empty {@link OAuthState}. */
export function createOAuthState(): OAuthState {
  return { servers: createServers(), consumed: createLru(10_000) };
}

/** What the method is made of. */
export interface OAuthDeps {
  readonly codec: Codec;
  readonly secrets: Secrets;
  readonly cookies: CheckCookies;
  readonly basePath: string;
  readonly logger: Pick<LoggerInstance, "debug">;
  readonly state: OAuthState;
  /** Milliseconds that a provider has for all its answers within one request of ours. @default 8000 */
  readonly timeout?: number;
}

/** The settings with nothing left open. */
export type Settings = Required<OAuthDeps>;

/** Where our own two routes of the provider are. */
export function urlsOf(
  { request, provider }: Context,
  { basePath }: Settings,
): { readonly signinUrl: string; readonly callbackUrl: string } {
  const base = `${request.url.origin}${basePath === "/" ? "" : basePath}`;
  return {
    signinUrl: `${base}/signin/${provider.id}`,
    callbackUrl: `${base}/callback/${provider.id}`,
  };
}

/** Where the provider sends the browser back to: our callback, or the redirect proxy's. */
export function redirectUriOf(context: Context, deps: Settings): string {
  const { provider, request } = context;
  if (provider.redirectProxyUrl && !isOnProxy(provider, request)) return provider.redirectProxyUrl;
  return urlsOf(context, deps).callbackUrl;
}

/** What it takes to seal and open transactions. */
export function keepingOf(
  { now, request }: Context,
  { codec, secrets, cookies }: Settings,
): Keeping {
  return { codec, secrets, now, cookie: cookies.state, origin: request.url.origin };
}
