/** Attributes of a cookie (RFC 6265bis §4.1). `maxAge` is in seconds. */
export interface CookieSerializeOptions {
  domain?: string | undefined;
  /** Replaces `encodeURIComponent` for the value. */
  encode?: ((value: string) => string) | undefined;
  expires?: Date | undefined;
  httpOnly?: boolean | undefined;
  maxAge?: number | undefined;
  partitioned?: boolean | undefined;
  path?: string | undefined;
  priority?: "low" | "medium" | "high" | undefined;
  sameSite?: boolean | "lax" | "strict" | "none" | undefined;
  secure?: boolean | undefined;
}

/** A cookie's name and attributes as configured. */
export interface CookieOption {
  name: string;
  options: CookieSerializeOptions;
}

/** A cookie to be set. An empty value with `maxAge: 0` removes it. */
export interface Cookie extends CookieOption {
  value: string;
}

/** The cookies whose name or attributes an app may change. */
export interface CookiesOptions {
  sessionToken: Partial<CookieOption>;
  callbackUrl: Partial<CookieOption>;
  csrfToken: Partial<CookieOption>;
  pkceCodeVerifier: Partial<CookieOption>;
  state: Partial<CookieOption>;
  nonce: Partial<CookieOption>;
  webauthnChallenge: Partial<CookieOption>;
}
