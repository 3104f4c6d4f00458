/** What OpenID Connect Core §3.1.3.7 asks of an ID token beyond what oauth4webapi has judged already. */

import { fromBase64url, toBase64url, utf8 } from "../../lib/encoding.js";
import { mayBeInsecure } from "./authorization.js";
import type { Server } from "./discovery.js";
import { fault } from "./failure.js";
import type * as oauth from "./library.js";
import { type ResolvedOAuthProvider, signsWithSecret } from "./provider.js";

/** Milliseconds between two fetches of a key set because of keys that are not in it. */
const refreshInterval = 30_000;

/** Seconds that a provider's clock may be ahead of ours. */
const maxAhead = 300;

/** A part of a token that nothing vouches for yet; `null` if it is none. */
export function unverified(token: unknown, part: 0 | 1): Record<string, unknown> | null {
  if (typeof token !== "string") return null;
  const bytes = fromBase64url(token.split(".")[part] ?? "");
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes ?? undefined));
    return typeof value === "object" ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

/** Judges the claims that are left: the subject's form, the time of issue, the access token's hash. */
export async function judgeClaims(
  claims: oauth.IDToken,
  tokens: oauth.TokenEndpointResponse,
  now: number,
): Promise<void> {
  const { sub, iat, at_hash } = claims as { sub: unknown; iat: number; at_hash?: unknown };
  if (typeof sub !== "string" || sub === "" || sub.length > 255)
    throw fault("invalid_sub", "The ID token's subject must be a string of 1 to 255 characters");
  if (iat > now / 1000 + maxAhead)
    throw fault("invalid_iat", "The ID token claims to be issued in the future");
  if (at_hash === undefined) return;
  const alg = String(unverified(tokens.id_token, 0)?.alg);
  const expected = await leftHash(alg, tokens.access_token);
  if (expected !== null && at_hash !== expected)
    throw fault("invalid_at_hash", "The ID token belongs to another access token");
}

/** The left half of the access token's hash (OpenID Connect Core §3.1.3.6); `null` for unheard-of algorithms. */
async function leftHash(alg: string, accessToken: string): Promise<string | null> {
  const size = /^(?:RS|PS|ES|HS)(256|384|512)$/.exec(alg)?.[1];
  if (!size) return null;
  const digest = await crypto.subtle.digest(`SHA-${size}`, utf8(accessToken) as BufferSource);
  return toBase64url(new Uint8Array(digest).subarray(0, digest.byteLength / 2));
}

/** What checking a signature needs. */
export interface Verifying {
  readonly o: typeof oauth;
  readonly provider: ResolvedOAuthProvider;
  readonly server: Server;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Checks the signature of the JWT in an answer that was processed: an ID token, or a signed userinfo answer. */
export async function verifySignature(answer: Response, verifying: Verifying): Promise<void> {
  const { o, provider, server, now } = verifying;
  const { metadata, request } = server;
  if (!metadata.jwks_uri)
    throw fault("no_keys", "The provider publishes no keys: set `jwks_endpoint`");
  // One function for all sign-ins: oauth4webapi then asks for the keys once, however many wait for them.
  const options = { [o.allowInsecureRequests]: mayBeInsecure(provider), [o.customFetch]: request };
  try {
    await o.validateApplicationLevelSignature(metadata, answer, options);
  } catch (error) {
    if (!isUnknownKey(o, error)) throw error;
    if (server.metadata === metadata) {
      // Keys may have been rotated. Tokens that name unknown keys cannot make us ask again and again, though.
      if (now - server.refreshedAt < refreshInterval) throw error;
      server.refreshedAt = now;
      server.metadata = { ...metadata };
    }
    await o.validateApplicationLevelSignature(server.metadata, answer, options);
  }
}

function isUnknownKey(o: typeof oauth, error: unknown): boolean {
  if (!(error instanceof o.OperationProcessingError) || error.code !== o.KEY_SELECTION)
    return false;
  return (error.cause as { candidates?: unknown[] } | undefined)?.candidates?.length === 0;
}

/** Checks an ID token's signature, by the issuer's keys or, where that was agreed, by the client secret. */
export async function verifyIdToken(
  idToken: string,
  answer: Response,
  verifying: Verifying,
): Promise<void> {
  const { provider } = verifying;
  if (!signsWithSecret(provider)) return verifySignature(answer, verifying);
  const alg = provider.client?.id_token_signed_response_alg as string;
  if (!(await isSignedBySecret(idToken, alg, provider.clientSecret ?? "")))
    throw fault("invalid_signature", "The ID token was not signed with the client secret");
}

/** HMAC with SHA-2 (RFC 7518 §3.2); the key is the secret's octets (OpenID Connect Core §10.1). */
async function isSignedBySecret(idToken: string, alg: string, secret: string): Promise<boolean> {
  const [header, payload, signature, ...rest] = idToken.split(".");
  const bytes = fromBase64url(signature ?? "");
  const size = /^HS(256|384|512)$/.exec(alg)?.[1];
  if (!size || !bytes || rest.length > 0 || unverified(idToken, 0)?.alg !== alg) return false;
  const hmac = { name: "HMAC", hash: `SHA-${size}` };
  const octets = utf8(secret) as BufferSource;
  const key = await crypto.subtle.importKey("raw", octets, hmac, false, ["verify"]);
  const signed = utf8(`${header}.${payload}`) as BufferSource;
  return crypto.subtle.verify("HMAC", key, bytes as BufferSource, signed);
}
