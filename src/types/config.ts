import type { raw, skipCSRFCheck } from "../symbols.js";
import type { Account, Profile } from "./account.js";
import type { Adapter, AdapterSession, AdapterUser } from "./adapter.js";
import type { Awaitable, Theme } from "./common.js";
import type { Cookie, CookiesOptions } from "./cookie.js";
import type { CredentialInput, Provider } from "./provider.js";
import type { DefaultSession, JWT, Session, User } from "./session.js";

/** Your own pages in place of the built-in ones: paths, or URLs. */
export interface PagesOptions {
  signIn: string;
  signOut: string;
  error: string;
  verifyRequest: string;
  /** Where a user goes after the first sign-in. */
  newUser: string;
}

/** The codes that reach the error page. */
export type ErrorPageParam = "Configuration" | "AccessDenied" | "Verification";

/** The codes that reach the sign-in page. */
export type SignInPageErrorParam =
  | "Signin"
  | "OAuthSignin"
  | "OAuthCallbackError"
  | "OAuthCreateAccount"
  | "EmailCreateAccount"
  | "Callback"
  | "OAuthAccountNotLinked"
  | "EmailSignin"
  | "CredentialsSignin"
  | "SessionRequired";

/** What an app may be warned of. */
export type WarningCode =
  | "debug-enabled"
  | "csrf-disabled"
  | "experimental-webauthn"
  | "env-url-basepath-redundant"
  | "env-url-basepath-mismatch"
  | (string & {});

/** Where messages go. An app may give some of the three. */
// biome-ignore lint/complexity/noBannedTypes: the published type; loggers of apps have methods of their own.
export interface LoggerInstance extends Record<string, Function> {
  warn: (code: WarningCode) => void;
  error: (error: Error) => void;
  debug: (message: string, metadata?: unknown) => void;
}

/** The path segment after the base path. */
export type AuthAction =
  | "callback"
  | "csrf"
  | "error"
  | "providers"
  | "session"
  | "signin"
  | "signout"
  | "verify-request"
  | "webauthn-options";

/** A provider as `GET /providers` tells of it. */
export interface PublicProvider {
  id: string;
  name: string;
  type: string;
  signinUrl: string;
  callbackUrl: string;
}

/** An answer before it becomes a `Response`: what `Auth()` returns with `raw`. */
// biome-ignore lint/suspicious/noExplicitAny: the body is whatever the route answers.
export interface ResponseInternal<Body extends string | Record<string, any> | any[] | null = any> {
  status?: number;
  headers?: Headers | HeadersInit;
  body?: Body;
  redirect?: string;
  cookies?: Cookie[];
}

export interface JWTEncodeParams<Payload = JWT> {
  /** Seconds. @default 2592000 (30 days) */
  maxAge?: number;
  /** The cookie's name. */
  salt: string;
  /** The first one encrypts. */
  secret: string | string[];
  token?: Payload;
}

export interface JWTDecodeParams {
  salt: string;
  /** Each one is tried. */
  secret: string | string[];
  token?: string;
}

/** How session tokens are made and read. */
export interface JWTOptions {
  /** Seconds. @default session.maxAge */
  maxAge: number;
  encode: (params: JWTEncodeParams) => Awaitable<string>;
  decode: (params: JWTDecodeParams) => Awaitable<JWT | null>;
}

/** How long sessions live. All times in seconds. */
export interface SessionOptions {
  /** @default "jwt"; "database" with an adapter */
  strategy?: "jwt" | "database";
  /** A session not used for this long ends. Rolling. @default 2592000 (30 days) */
  maxAge?: number;
  /** How often a session in use is extended, at most. @default 86400 (1 day) */
  updateAge?: number;
  /** A session ends this long after sign-in, however much it is used. @default none */
  absoluteMaxAge?: number;
  /** A session not seen for this long ends, where that is shorter than `maxAge`. @default none */
  idleTimeout?: number;
  generateSessionToken?: () => string;
}

/** Your say in what happens. Each is awaited, and its answer counts. */
export interface AuthCallbacks {
  /** May this user come in? `false` is AccessDenied; a string is where to go instead. @default true */
  signIn?: (params: {
    user: User | AdapterUser;
    account?: Account | null;
    profile?: Profile;
    email?: { verificationRequest?: boolean };
    credentials?: Record<string, CredentialInput>;
  }) => Awaitable<boolean | string>;
  /** Where a redirect may lead. @default paths and same-origin URLs, else the base URL */
  redirect?: (params: { url: string; baseUrl: string }) => Awaitable<string>;
  /** What of the token (or the user) becomes the session. What it returns is sent to the browser. */
  session?: (
    params: ({
      session: { user: AdapterUser } & AdapterSession;
      user: AdapterUser;
    } & {
      session: Session;
      token: JWT;
    }) & {
      // biome-ignore lint/suspicious/noExplicitAny: whatever the client passed to update().
      newSession: any;
      trigger?: "update";
    },
  ) => Awaitable<Session | DefaultSession>;
  /** What goes into the token. `null` ends the session. */
  jwt?: (params: {
    token: JWT;
    /** At sign-in only. */
    user: User | AdapterUser;
    account?: Account | null;
    profile?: Profile;
    trigger?: "signIn" | "signUp" | "update";
    isNewUser?: boolean;
    // biome-ignore lint/suspicious/noExplicitAny: whatever the client passed to update(); hostile until parsed.
    session?: any;
  }) => Awaitable<JWT | null>;
}

/** Told after the fact. What they return is ignored, what they throw is logged. */
export interface AuthEvents {
  signIn?: (message: {
    user: User;
    account?: Account | null;
    profile?: Profile;
    isNewUser?: boolean;
  }) => Awaitable<void>;
  signOut?: (
    message: { session: void | AdapterSession | null | undefined } | { token: JWT | null },
  ) => Awaitable<void>;
  createUser?: (message: { user: User }) => Awaitable<void>;
  updateUser?: (message: { user: User }) => Awaitable<void>;
  linkAccount?: (message: {
    user: User | AdapterUser;
    account: Account;
    profile: User | AdapterUser;
  }) => Awaitable<void>;
  session?: (message: { session: Session; token: JWT }) => Awaitable<void>;
}

/** The configuration of `Auth()`. `NextAuthConfig` adds `callbacks.authorized`. */
export interface AuthConfig {
  providers: Provider[];
  /**
   * Signs and encrypts. With a list the first one is used for new values and each one is accepted,
   * so that a secret can be replaced without signing anybody out.
   * @default AUTH_SECRET, then AUTH_SECRET_1..3 as older ones; NEXTAUTH_SECRET
   */
  secret?: string | string[];
  session?: SessionOptions;
  jwt?: Partial<JWTOptions>;
  pages?: Partial<PagesOptions>;
  callbacks?: AuthCallbacks;
  events?: AuthEvents;
  adapter?: Adapter;
  /** Log more. @default false */
  debug?: boolean;
  logger?: Partial<LoggerInstance>;
  theme?: Theme;
  /** @default true on https */
  useSecureCookies?: boolean;
  cookies?: Partial<CookiesOptions>;
  /** Believe the Host and X-Forwarded-* headers. @default from the environment */
  trustHost?: boolean;
  skipCSRFCheck?: typeof skipCSRFCheck;
  raw?: typeof raw;
  /** Origins, besides our own, whose forms and fetches may use our POST routes. */
  trustedOrigins?: string[];
  redirectProxyUrl?: string;
  experimental?: { enableWebAuthn?: boolean };
  /** Where the routes are. @default "/api/auth" in Next.js, "/auth" elsewhere */
  basePath?: string;
  /** What is accepted for the sake of a migration. */
  compat?: {
    /** Sessions of next-auth v4: until when. @default true */
    v4?: boolean | Date;
  };
}
