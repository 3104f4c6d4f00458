/** What is known of an authorization server: as configured, the rest from its discovery document. */

import { createLru, type Lru } from "../../lib/lru.js";
import { customFetch } from "../../symbols.js";
import { mayBeInsecure } from "./authorization.js";
import { fault } from "./failure.js";
import { guardedFetch, type ProviderFetch } from "./fetch.js";
import type { AuthorizationServer } from "./library.js";
import { endpointUrl, quirks, type ResolvedOAuthProvider, signsWithSecret } from "./provider.js";

/** An authorization server. Its keys are cached by oauth4webapi on `metadata`, the object. */
export interface Server {
  metadata: AuthorizationServer;
  /** For what sign-ins share: the documents and keys. */
  readonly request: ProviderFetch;
  /** Whether the issuer is known, and not a stand-in: only then can `iss` be compared (RFC 9207). */
  readonly hasIssuer: boolean;
  /** When the keys were last fetched again because none fitted. Milliseconds since the epoch. */
  refreshedAt: number;
}

/** What a step of the flow needs. */
export type Step = "authorize" | "callback";

interface Entry {
  readonly server: Promise<Server>;
  readonly until: number;
}

/** Known servers; a sign-in that comes while one is being discovered waits for the same answer. */
type KnownServers = Lru<string, Entry>;

/** Those that a `fetch` has led to. What one of the app's own answers holds for sign-ins with that one alone. */
export type Servers = (fetcher: typeof fetch | undefined) => KnownServers;

export function createServers(): Servers {
  const none = (): KnownServers => createLru(200);
  const byGlobalFetch = none();
  const byCustomFetch = new WeakMap<typeof fetch, KnownServers>();
  return (fetcher) => {
    if (!fetcher) return byGlobalFetch;
    const servers = byCustomFetch.get(fetcher) ?? none();
    byCustomFetch.set(fetcher, servers);
    return servers;
  };
}

/** Milliseconds that a discovery document is believed. */
const lifetime = 600_000;

/** The server of a provider. A failure is not kept: the next sign-in asks again. */
export function serverOf(
  provider: ResolvedOAuthProvider,
  step: Step,
  knownTo: Servers,
  { now, timeout }: { readonly now: number; readonly timeout: number },
): Promise<Server> {
  const servers = knownTo(provider[customFetch]);
  const discovers = needsDiscovery(provider, step);
  const { id, issuer, wellKnown, jwks_endpoint, authorization, token, userinfo } = provider;
  const key = JSON.stringify([
    ...[discovers, id, issuer, wellKnown, jwks_endpoint],
    ...[authorization, token, userinfo].map((endpoint) => [endpoint?.url, endpoint?.params]),
  ]);
  const known = servers.get(key);
  if (known && now < known.until) return known.server;
  const server = makeServer(provider, discovers, timeout);
  servers.set(key, { server, until: now + lifetime });
  server.catch(() => servers.delete(key));
  return server;
}

function needsDiscovery(provider: ResolvedOAuthProvider, step: Step): boolean {
  const { type, issuer, authorization, token, userinfo, jwks_endpoint, idToken } = provider;
  if (!issuer) return false;
  if (step === "authorize") return !authorization?.url;
  if (!token?.url) return true;
  if (type === "oidc" && !jwks_endpoint && !signsWithSecret(provider)) return true;
  return (type === "oauth" || !idToken) && !userinfo?.url && !userinfo?.request;
}

async function makeServer(
  provider: ResolvedOAuthProvider,
  discovers: boolean,
  timeout: number,
): Promise<Server> {
  const { issuer, token, userinfo, jwks_endpoint } = provider;
  // Shorter than a sign-in's time: who comes right after one that gave up must not wait for the same answer.
  const shared = Math.ceil(timeout * 0.75);
  const request = guardedFetch(provider[customFetch], () => AbortSignal.timeout(shared));
  const document = discovers ? await discover(provider, request) : undefined;
  const tokenEndpoint = endpointUrl(token, document?.token_endpoint);
  const userinfoEndpoint = endpointUrl(userinfo, document?.userinfo_endpoint);
  return {
    metadata: {
      ...document,
      // A provider without an issuer still needs a name for its ID tokens, if it sends any.
      issuer: document?.issuer ?? issuer ?? tokenEndpoint?.origin ?? "",
      ...(tokenEndpoint && { token_endpoint: tokenEndpoint.href }),
      ...(userinfoEndpoint && { userinfo_endpoint: userinfoEndpoint.href }),
      ...(jwks_endpoint && { jwks_uri: jwks_endpoint }),
    },
    request,
    hasIssuer: issuer !== undefined,
    refreshedAt: 0,
  };
}

async function discover(
  provider: ResolvedOAuthProvider,
  request: ProviderFetch,
): Promise<AuthorizationServer> {
  const o = await import("./library.js");
  const issuer = new URL(provider.issuer as string);
  if (issuer.search || issuer.hash)
    throw fault("invalid_issuer", "An issuer has neither a query nor a fragment");
  const response = await o.discoveryRequest(issuer, {
    [o.allowInsecureRequests]: mayBeInsecure(provider),
    [o.customFetch]: (url, init) => request(provider.wellKnown ?? url, init),
  });
  const repair = provider[quirks]?.discovered;
  if (!repair || !response.ok) return o.processDiscoveryResponse(issuer, response);
  const repaired = repair(await response.json(), provider.issuer as string);
  return o.processDiscoveryResponse(issuer, Response.json(repaired));
}
