/** The first step: where to send the browser, and what it must come back with (RFC 6749 §4.1.1). */

import { InvalidConfig } from "../../errors.js";
import { toBase64url, utf8 } from "../../lib/encoding.js";
import { fault } from "./failure.js";
import { type Check, endpointUrl, type Metadata, type ResolvedOAuthProvider } from "./provider.js";

/** What the browser takes along, as far as the checks ask for it. */
export interface Bindings {
  readonly state?: string;
  readonly challenge?: string;
  readonly nonce?: string;
}

/** 32 random bytes in base64url: 43 characters, as RFC 7636 §4.1 recommends for a verifier. */
export function randomValue(): string {
  return toBase64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** SHA-256 in base64url; of a verifier this is its S256 challenge (RFC 7636 §4.2). */
export async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", utf8(text) as BufferSource);
  return toBase64url(new Uint8Array(digest));
}

/** Does the provider do this check? */
export function does(provider: ResolvedOAuthProvider, check: Check): boolean {
  return provider.checks.includes(check);
}

/**
 * Is an answer without the state taken? Only where the app's `checks` do not name it, and PKCE or the nonce bind
 * the code to the browser: there are providers that do not return it.
 */
export function mayOmitState(provider: ResolvedOAuthProvider): boolean {
  const isBound = does(provider, "pkce") || does(provider, "nonce");
  return isBound && !provider.authjsChecks.includes("state");
}

/**
 * The authorization endpoint with its parameters, without the bindings. `wishes` are the ones that the call of
 * `signIn` passed; as in Auth.js they win over the configured ones.
 * @throws InvalidConfig without a client id
 */
export function authorizationUrl(
  provider: ResolvedOAuthProvider,
  server: Metadata | null,
  redirectUri: string,
  wishes: Readonly<Record<string, string>>,
): URL {
  const { authorization, clientId, type } = provider;
  if (!clientId) throw new InvalidConfig(missing(provider.id, "client id", "ID", "clientId"));
  const url = endpointUrl(authorization, server?.authorization_endpoint);
  if (!url) throw fault("no_endpoint", "The provider has no authorization endpoint");
  const own = { response_type: "code", client_id: clientId, redirect_uri: redirectUri };
  const params = { ...own, ...authorization?.params, ...wishes };
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  if (!url.searchParams.has("scope") && (type === "oidc" || authorization))
    url.searchParams.set("scope", "openid profile email");
  if (!/^https?:$/.test(url.protocol) || (url.protocol === "http:" && !mayBeInsecure(provider)))
    throw fault("insecure_endpoint", `The authorization endpoint is at ${url.protocol}`);
  return url;
}

/** Adds what binds the answer to this browser; nothing the caller passed replaces these. */
export function bind(url: URL, { state, challenge, nonce }: Bindings): string {
  if (state) url.searchParams.set("state", state);
  if (challenge) url.searchParams.set("code_challenge", challenge);
  if (challenge) url.searchParams.set("code_challenge_method", "S256");
  if (nonce) url.searchParams.set("nonce", nonce);
  return url.href;
}

/** Plain http is for a provider that the developer wrote with `http:`: one on this machine, or in the same rack. */
export function mayBeInsecure(provider: ResolvedOAuthProvider): boolean {
  const { issuer, wellKnown, jwks_endpoint, authorization, token, userinfo } = provider;
  const written = [issuer, wellKnown, jwks_endpoint, authorization?.url, token?.url, userinfo?.url];
  return written.some((url) => url?.startsWith("http:"));
}

/** Says what is not configured, and the two ways to mend it. */
export function missing(id: string, what: string, variable: string, option: string): string {
  const name = `AUTH_${id.toUpperCase().replaceAll("-", "_")}_${variable}`;
  return `Provider "${id}" has no ${what}: set ${name}, or \`${option}\``;
}
