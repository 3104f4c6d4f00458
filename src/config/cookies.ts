import { InvalidConfig } from "../errors.js";
import { serializeCookie } from "../lib/cookie.js";
import type { CookieOption, CookieSerializeOptions, CookiesOptions } from "../types/index.js";

/** Every cookie with its name and attributes. */
export type Cookies = { readonly [Key in keyof CookiesOptions]: CookieOption };

/** How long a sign-in may take, in seconds: the life of check and transaction cookies. */
const checkMaxAge = 900;

const defaults: {
  readonly [Key in keyof CookiesOptions]: readonly [name: string, prefix: string, maxAge?: number];
} = {
  sessionToken: ["authjs.session-token", "__Secure-"],
  callbackUrl: ["authjs.callback-url", "__Secure-"],
  // __Host- keeps a sibling subdomain from planting a CSRF cookie of its own (RFC 6265bis §4.1.3.2).
  csrfToken: ["authjs.csrf-token", "__Host-"],
  pkceCodeVerifier: ["authjs.pkce.code_verifier", "__Secure-", checkMaxAge],
  state: ["authjs.state", "__Secure-", checkMaxAge],
  nonce: ["authjs.nonce", "__Secure-"],
  webauthnChallenge: ["authjs.challenge", "__Secure-", checkMaxAge],
};

/** The cookies of an app: Auth.js' names and attributes, with what the app changed of them. */
export function resolveCookies(secure: boolean, changes: Partial<CookiesOptions> = {}): Cookies {
  const cookies: Record<string, CookieOption> = {};
  for (const [key, [name, prefix, maxAge]] of Object.entries(defaults)) {
    const change = changes[key as keyof CookiesOptions];
    const options: CookieSerializeOptions = {
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      secure,
      ...(maxAge === undefined ? undefined : { maxAge }),
      ...change?.options,
    };
    cookies[key] = Object.freeze({
      name: change?.name ?? (secure ? prefix + name : name),
      options: Object.freeze(options),
    });
  }
  return Object.freeze(cookies) as Cookies;
}

/** @throws InvalidConfig where a browser would silently drop the cookie, or no header could carry it. */
export function assertCookies(cookies: Cookies): void {
  const seen = new Set<string>();
  for (const [key, { name, options }] of Object.entries(cookies)) {
    const refuse = (why: string): never => {
      throw new InvalidConfig(`cookies.${key} ${why}`);
    };
    if (/^__(Host|Secure)-/i.test(name) && !options.secure)
      refuse(`is named ${name}, which browsers take from https only: do not set \`secure: false\``);
    if (/^__Host-/i.test(name) && (options.domain || (options.path ?? "/") !== "/"))
      refuse(
        'is named __Host-…, which forbids a domain and any path but "/": rename it, or drop them',
      );
    if (seen.has(name)) refuse(`has the name of another one, ${name}`);
    seen.add(name);
    try {
      serializeCookie({ name, value: "", options });
    } catch (error) {
      refuse(`cannot be written into a header: ${(error as Error).message}`);
    }
  }
}
