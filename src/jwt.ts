/** `latchkey/jwt`: session tokens outside of `auth()`, with the functions of `next-auth/jwt`. */
import { JWTSessionError, MissingSecret } from "./errors.js";
import { type CookieReader, parseCookies } from "./lib/cookie.js";
import { readSessionCookie } from "./session/cookie.js";
import { judgeNumericDates } from "./token/claims.js";
import { createCodec } from "./token/codec.js";
import { type Secrets, toSecrets } from "./token/secrets.js";
import type {
  JWT,
  JWTDecodeParams,
  JWTEncodeParams,
  JWTOptions,
  LoggerInstance,
} from "./types/index.js";

export type {
  DefaultJWT,
  JWT,
  JWTDecodeParams,
  JWTEncodeParams,
  JWTOptions,
} from "./types/index.js";

const defaultMaxAge = 30 * 24 * 60 * 60;

/** Seconds by which a token's times may be missed. */
const tolerance = 15;

/**
 * Seals claims into a session token: `iat`, `exp` and `jti` are set, the rest is `token`.
 *
 * @throws {MissingSecret} without a secret
 * @throws {JWTSessionError} if the claims are no JSON or too large
 */
export async function encode<Payload = JWT>(params: JWTEncodeParams<Payload>): Promise<string> {
  const { token = {}, secret, salt, maxAge = defaultMaxAge } = params;
  const secrets = requireSecrets(secret, "encode");
  const claims = token as Readonly<Record<string, unknown>>;
  return createCodec().seal(claims, { secrets, salt, maxAge, now: Date.now() });
}

/**
 * Opens a session token; without a token the answer is null.
 *
 * @throws {MissingSecret} without a secret
 * @throws {JWTSessionError} if the token is malformed, made with another secret or salt, or expired;
 * `cause.fault` says which
 */
export async function decode<Payload = JWT>(params: JWTDecodeParams): Promise<Payload | null> {
  const { token, secret, salt } = params;
  if (!token) return null;
  const secrets = requireSecrets(secret, "decode");
  const opened = await createCodec().open(token, { secrets, salt });
  const seconds = Math.floor(Date.now() / 1000);
  const fault =
    "fault" in opened ? opened.fault : judgeNumericDates(opened.claims, seconds, tolerance);
  if ("fault" in opened || fault)
    throw new JWTSessionError(`The token was refused: ${fault}`, { fault });
  return opened.claims as Payload;
}

function requireSecrets(secret: string | string[], who: string): Secrets {
  const secrets = toSecrets(secret);
  if (!secrets) throw new MissingSecret(`Must pass \`secret\` to ${who}()`);
  return secrets;
}

/** Where `getToken()` looks, and what for. */
export interface GetTokenParams<R extends boolean = false> {
  /** The request, or anything with its headers. */
  req: Request | { headers: Headers | Record<string, string> };
  /** Look for the cookie with the `__Secure-` prefix, which an app on https has. @default false */
  secureCookie?: boolean;
  /** The session cookie's name. @default "authjs.session-token", with the prefix if `secureCookie` */
  cookieName?: string;
  /** Give the token as it is, unread. @default false */
  raw?: R;
  /** Each one is tried. Not read from the environment. */
  secret?: JWTDecodeParams["secret"];
  /** @default cookieName */
  salt?: JWTDecodeParams["salt"];
  decode?: JWTOptions["decode"];
  /** Accepted for compatibility; nothing is logged. */
  logger?: LoggerInstance | Console;
}

/**
 * The content of a request's session token, from the cookie or else from `Authorization: Bearer`. Null where
 * there is no token or none that can be read.
 *
 * @throws {Error} without `req`
 * @throws {MissingSecret} if there is a token but no `secret` to read it with
 */
export async function getToken<R extends boolean = false>(
  params: GetTokenParams<R>,
): Promise<R extends true ? string : JWT | null>;
export async function getToken(params: GetTokenParams<boolean>): Promise<string | JWT | null> {
  const { req, secureCookie = false, secret, raw } = params;
  const { cookieName = `${secureCookie ? "__Secure-" : ""}authjs.session-token` } = params;
  if (!req) throw new Error("Must pass `req` to JWT getToken()");
  const cookies = parseCookies(headerOf(req.headers, "cookie", "; "));
  const token = findToken(cookies, cookieName, headerOf(req.headers, "authorization", ", "));
  if (!token || raw) return token;
  if (!secret) throw new MissingSecret("Must pass `secret` if not set to JWT getToken()");
  try {
    return await (params.decode ?? decode)({ token, secret, salt: params.salt ?? cookieName });
  } catch {
    return null;
  }
}

function findToken(
  cookies: CookieReader,
  cookieName: string,
  authorization: string | null,
): string | null {
  const value = readSessionCookie(cookies, cookieName);
  return value ?? bearerOf(authorization);
}

/** The token after the scheme, percent-decoded as Auth.js does; null where that cannot be done. */
function bearerOf(authorization: string | null): string | null {
  const [scheme, credentials] = authorization?.split(" ", 3) ?? [];
  if (scheme !== "Bearer" || !credentials) return null;
  try {
    return decodeURIComponent(credentials);
  } catch {
    return null;
  }
}

/** One header, also from the plain object that Node's requests have: there a value may be a list. */
function headerOf(
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>,
  name: string,
  separator: string,
): string | null {
  if (typeof headers?.get === "function") return (headers as Headers).get(name);
  const found = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
  if (Array.isArray(found)) return found.join(separator);
  return typeof found === "string" ? found : null;
}
