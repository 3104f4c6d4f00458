import { createCipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { expect } from "vitest";
import { Auth } from "../../src/core.js";
import type { AuthConfig } from "../../src/index.js";

export const origin = "https://app.test";
const base: string = `${origin}/api/auth`;
export const secret = "the-secret-of-the-attacked-app-0123456789";
export const sessionCookie = "__Secure-authjs.session-token";
export const csrfCookie = "__Host-authjs.csrf-token";
export const callbackCookie = "__Secure-authjs.callback-url";

const quiet = { error: () => {}, warn: () => {}, debug: () => {} };

/** The app that is attacked: one password, one OAuth provider, one OIDC provider. */
export function app(change: Partial<AuthConfig> = {}): AuthConfig {
  const endpoint = (name: string) => `https://idp.test/${name}`;
  const oauth = {
    id: "acme",
    name: "Acme",
    type: "oauth",
    clientId: "id",
    clientSecret: "secret",
    authorization: endpoint("authorize"),
    token: endpoint("token"),
    userinfo: endpoint("userinfo"),
  };
  const credentials = {
    id: "credentials",
    name: "Credentials",
    type: "credentials",
    credentials: { password: {} },
    authorize: ({ password }: { password?: unknown }) =>
      password === "right" ? { id: "1", name: "Alice", email: "alice@app.test" } : null,
  };
  return {
    secret,
    basePath: "/api/auth",
    trustHost: true,
    logger: quiet,
    providers: [oauth, credentials] as unknown as AuthConfig["providers"],
    ...change,
  };
}

export interface Attack {
  readonly method?: string;
  /** Below the base path, or an absolute URL. */
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly cookies?: Record<string, string>;
  readonly form?: Record<string, string> | string;
  readonly json?: string;
  readonly body?: BodyInit;
}

export interface Invariants {
  /** Statuses from 500 on that are right here. */
  readonly allowed?: readonly number[];
  /** The attack is on somebody who may sign in. */
  readonly maySignIn?: boolean;
  readonly ownOrigin?: string;
  /** Where a provider may be. */
  readonly friends?: readonly string[];
}

export interface Outcome {
  readonly status: number;
  readonly headers: Headers;
  readonly location: string | null;
  readonly cookies: readonly string[];
  readonly text: string;
}

function toRequest({ method, path, headers, cookies, form, json, body }: Attack): Request {
  const all = new Headers(headers);
  if (cookies) {
    const pairs = Object.entries(cookies).map(
      ([name, value]) => `${name}=${encodeURIComponent(value)}`,
    );
    all.set("cookie", pairs.join("; "));
  }
  const sent = form === undefined ? (json ?? body ?? null) : new URLSearchParams(form).toString();
  if (form !== undefined && !all.has("content-type"))
    all.set("content-type", "application/x-www-form-urlencoded");
  if (json !== undefined && !all.has("content-type")) all.set("content-type", "application/json");
  return new Request(/^https?:/.test(path) ? path : base + path, {
    method: method ?? (sent === null ? "GET" : "POST"),
    headers: all,
    body: sent,
    ...(sent instanceof ReadableStream && { duplex: "half" }),
  });
}

/** Sends an attack and holds the answer to what must be true of every answer. */
export async function send(
  attack: Attack,
  config: AuthConfig = app(),
  invariants: Invariants = {},
): Promise<Outcome> {
  const request = toRequest(attack);
  const before = performance.now();
  const response = await Auth(request, config as Omit<AuthConfig, "raw">);
  const text = await response.text();
  expect(performance.now() - before).toBeLessThan(1000);
  return check(response, text, invariants);
}

/** What must be true of every answer. */
export function check(response: Response, text: string, invariants: Invariants): Outcome {
  const { allowed = [], maySignIn = false, ownOrigin = origin, friends = [] } = invariants;
  const { status, headers } = response;
  if (!allowed.includes(status)) expect(status).toBeLessThan(500);
  expect(headers.get("cache-control")).toBe("private, no-store");
  expect(headers.get("access-control-allow-origin")).toBeNull();
  expect(headers.get("access-control-allow-credentials")).toBeNull();
  const location = headers.get("location");
  if (location !== null)
    expect([ownOrigin, ...friends]).toContain(new URL(location, ownOrigin).origin);
  const cookies = headers.getSetCookie();
  for (const cookie of cookies) expect(cookie.length).toBeLessThanOrEqual(4096);
  if (!maySignIn) expect(cookies.filter(isSignIn)).toEqual([]);
  expect(({} as Record<string, unknown>).admin).toBeUndefined();
  return { status, headers, location, cookies, text };
}

const isSignIn = (line: string) => /session-token(?:\.\d+)?=[^;]/.test(line);

export const csrfToken: string = "ab".repeat(32);

/** A CSRF cookie that this secret vouches for. */
export function csrfValue(under: string = secret, token: string = csrfToken): string {
  return `${token}|${createHash("sha256")
    .update(token + under)
    .digest("hex")}`;
}

export const csrf: { readonly cookies: Record<string, string> } = {
  cookies: { [csrfCookie]: csrfValue() },
};

/** Whom a session cookie makes of its sender, read by GET /session. */
export async function whoIs(
  cookies: Record<string, string>,
  config: AuthConfig = app(),
): Promise<{ user?: { name?: string } } | null> {
  const { status, text } = await send({ path: "/session", cookies }, config, { maySignIn: true });
  expect(status).toBe(200);
  return JSON.parse(text);
}

export interface Forgery {
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
  /** Instead of the claims. */
  readonly plaintext?: string | Buffer;
  readonly secret?: string;
  readonly salt?: string;
  readonly info?: string;
}

const nowSeconds = () => Math.floor(Date.now() / 1000);

export const claimsOf = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  sub: "1",
  name: "Mallory",
  email: "m@app.test",
  iat: nowSeconds(),
  exp: nowSeconds() + 3600,
  jti: "1",
  ...change,
});

/** A JWE made by hand with the right key (RFC 7516 §5.1, RFC 7518 §5.2), whatever its header and content say. */
export function forge(forgery: Forgery = {}): string {
  const { header = {}, claims = claimsOf(), salt = sessionCookie } = forgery;
  const info = forgery.info ?? `Auth.js Generated Encryption Key (${salt})`;
  const full: Record<string, unknown> = { alg: "dir", enc: "A256CBC-HS512", ...header };
  const isGcm = full.enc === "A256GCM";
  const length = isGcm ? 32 : 64;
  const key = Buffer.from(hkdfSync("sha256", forgery.secret ?? secret, salt, info, length));
  const plaintext = forgery.plaintext ?? JSON.stringify(claims);
  const part = (bytes: Buffer | string) => Buffer.from(bytes as Buffer).toString("base64url");
  const aad = part(JSON.stringify(full));
  const iv = randomBytes(isGcm ? 12 : 16);
  if (isGcm) {
    const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(aad));
    const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return [aad, "", part(iv), part(sealed), part(cipher.getAuthTag())].join(".");
  }
  const cipher = createCipheriv("aes-256-cbc", key.subarray(32), iv);
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const bits = Buffer.alloc(8);
  bits.writeBigUInt64BE(BigInt(aad.length * 8));
  const mac = createHmac("sha512", key.subarray(0, 32));
  const tag = mac.update(aad).update(iv).update(sealed).update(bits).digest().subarray(0, 32);
  return [aad, "", part(iv), part(sealed), part(tag)].join(".");
}
