/** The code for tokens (RFC 6749 §4.1.3), and the judgement of what comes back. */

import { OAuthCallbackError } from "../../errors.js";
import { customFetch } from "../../symbols.js";
import type { TokenSet } from "../../types/index.js";
import type { OAuthConfig } from "../../types/provider.js";
import { mayBeInsecure } from "./authorization.js";
import { clientAuthOf } from "./client-auth.js";
import type { Server } from "./discovery.js";
import { fault, quoted } from "./failure.js";
import type { ProviderFetch } from "./fetch.js";
import { judgeClaims, unverified, verifyIdToken } from "./id-token.js";
import type * as oauth from "./library.js";
import { endpointUrl, quirks, type ResolvedOAuthProvider } from "./provider.js";
import type { Transaction } from "./transaction.js";

/** A sign-in on its way from code to profile. */
export interface Callback {
  readonly o: typeof oauth;
  readonly provider: ResolvedOAuthProvider;
  readonly server: Server;
  /** The provider's answer, judged. */
  readonly answer: URLSearchParams;
  readonly transaction: Partial<Transaction>;
  readonly redirectUri: string;
  readonly urls: { readonly signinUrl: string; readonly callbackUrl: string };
  /** Ends with the sign-in's time. */
  readonly request: ProviderFetch;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What the token endpoint gave, and nothing else: `userinfo.request` sees it so. */
export interface Exchanged {
  readonly tokens: TokenSet & { readonly access_token: string };
  /** Of the ID token, which is verified. OpenID Connect only. */
  readonly claims?: oauth.IDToken;
}

/** The client as oauth4webapi wants it. */
export function clientOf({ clientId, client }: ResolvedOAuthProvider): oauth.Client {
  return { client_id: clientId ?? "", ...(client as Partial<oauth.Client>) };
}

/** The options of a request that belongs to this sign-in alone. */
export function requestOptions({ o, provider, request }: Callback): {
  [oauth.allowInsecureRequests]: boolean;
  [oauth.customFetch]: ProviderFetch;
} {
  return { [o.allowInsecureRequests]: mayBeInsecure(provider), [o.customFetch]: request };
}

/** The provider as `token.request` and `userinfo.request` see it. */
export function providerForHook(
  callback: Callback,
): OAuthConfig<unknown> & { signinUrl: string; callbackUrl: string } {
  const { provider, server, urls, request } = callback;
  const { token_endpoint, userinfo_endpoint } = server.metadata;
  const { token, userinfo } = provider;
  return {
    ...provider,
    ...urls,
    token: { ...token, url: endpointUrl(token, token_endpoint)?.href },
    userinfo: { ...userinfo, url: endpointUrl(userinfo, userinfo_endpoint)?.href },
    [customFetch]: request,
  } as never;
}

/**
 * Redeems the code and judges the answer: the ID token's claims (OpenID Connect Core §3.1.3.7) and signature.
 * @throws OAuthCallbackError where a provider of that habit reports an error with status 200
 */
export async function exchange(callback: Callback): Promise<Exchanged> {
  const { o, provider, server, transaction, now } = callback;
  const isOidc = provider.type === "oidc";
  const received = await requestTokens(callback);
  const response = (await provider.token?.conform?.(received.clone())) ?? received;
  const metadata = await forTenant(callback, response);
  const tokens = await o.processAuthorizationCodeResponse(metadata, clientOf(provider), response, {
    ...(transaction.nonce !== undefined && { expectedNonce: transaction.nonce }),
    requireIdToken: isOidc,
  });
  const claims = isOidc ? o.getValidatedIdTokenClaims(tokens) : undefined;
  if (claims) {
    await judgeClaims(claims, tokens, now);
    await verifyIdToken(tokens.id_token as string, response, { o, provider, server, now });
  }
  return {
    tokens: { ...(tokens as TokenSet), access_token: tokens.access_token },
    ...(claims && { claims }),
  };
}

/** The tokens with the time of their end: seconds since the epoch, by our clock. */
export function dated(tokens: TokenSet, now: number): TokenSet {
  const lifetime = tokens.expires_in;
  return lifetime ? { ...tokens, expires_at: Math.floor(now / 1000) + lifetime } : tokens;
}

async function requestTokens(callback: Callback): Promise<Response> {
  const { o, provider, server, answer, transaction, redirectUri } = callback;
  const { verifier, nonce } = transaction;
  const replacement = provider.token?.request;
  if (replacement) {
    const result = await replacement({
      params: Object.fromEntries(answer),
      checks: { ...(verifier && { code_verifier: verifier }), ...(nonce && { nonce }) },
      provider: providerForHook(callback),
    });
    return Response.json({ token_type: "bearer", ...result?.tokens });
  }
  return o.authorizationCodeGrantRequest(
    server.metadata,
    clientOf(provider),
    clientAuthOf(o, provider),
    answer,
    redirectUri,
    verifier ?? o.nopkce,
    requestOptions(callback),
  );
}

/** The metadata to judge the answer by: of the tenant that the ID token names, where the provider has tenants. */
async function forTenant(
  { provider, server }: Callback,
  response: Response,
): Promise<oauth.AuthorizationServer> {
  const { issuerOf, errorsWithStatus200 } = provider[quirks] ?? {};
  if (!issuerOf && !errorsWithStatus200) return server.metadata;
  const body = (await response
    .clone()
    .json()
    .catch(() => null)) as Record<string, unknown> | null;
  const error = errorsWithStatus200 && quoted(body?.error);
  if (error)
    throw new OAuthCallbackError(`OAuth Provider returned an error: ${error}`, {
      providerId: provider.id,
      error,
      error_description: quoted(body?.error_description),
    });
  const claims = unverified(body?.id_token, 1);
  if (!issuerOf || !claims) return server.metadata;
  const issuer = issuerOf(server.metadata.issuer, claims);
  if (issuer === null) throw fault("invalid_tenant", "The ID token names no tenant of this issuer");
  return { ...server.metadata, issuer };
}
