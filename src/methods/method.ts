import type { CookieReader } from "../lib/cookie.js";
import type { Account, AuthAction, Cookie, Profile, User } from "../types/index.js";
import type { CredentialInput } from "../types/provider.js";

/** A request after parsing: the origin is one we trust, the path is cut into its parts. */
export interface CoreRequest {
  /** The full URL, its origin from AUTH_URL or the trusted headers. */
  readonly url: URL;
  readonly action: AuthAction;
  readonly providerId: string | undefined;
  readonly method: "GET" | "POST";
  readonly headers: Headers;
  readonly cookies: CookieReader;
  /** The query; of a repeated parameter the last value. */
  readonly query: Readonly<Record<string, string>>;
  /** The parsed form or JSON body; hostile. Of a field that a form has repeatedly the last value. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  /** The form as it was sent, repeated fields and all; absent where the body is none. */
  readonly form?: URLSearchParams;
}

/** What a method is told. */
export interface MethodContext<Provider> {
  readonly request: CoreRequest;
  readonly provider: Provider;
  /** Where the user goes afterwards: judged by the `redirect` callback already. */
  readonly callbackUrl: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Who came in, by a method's word. */
export interface Identity {
  readonly user: User;
  readonly account: Account;
  readonly profile?: Profile;
  readonly credentials?: Record<string, CredentialInput>;
  /** Whether storage met this user for the first time; `undefined` where there is no storage to ask. */
  readonly isNewUser?: boolean;
}

/** A step that ends in sending the browser somewhere. */
export interface Detour {
  readonly redirect: string;
  readonly cookies: readonly Cookie[];
}

/** A sign-in that is proven. */
export interface Arrival {
  readonly identity: Identity;
  readonly cookies: readonly Cookie[];
  /** From the transaction, where the method keeps one; else the request's. */
  readonly callbackUrl?: string;
}

/**
 * A way to sign in. Methods do not know each other, nor sessions, nor status codes: they turn a request into a
 * redirect or an identity, and throw coded errors.
 */
export interface Method<Provider> {
  /** POST /signin/:id. Absent: the provider has no first step, and the browser goes to the sign-in page. */
  begin?(context: MethodContext<Provider>): Promise<Detour>;
  /** GET or POST /callback/:id. */
  finish(context: MethodContext<Provider>): Promise<Arrival | Detour>;
  /** Whether `finish` by POST needs a CSRF token; methods bound by a transaction of their own do not. */
  readonly finishNeedsCsrf: boolean;
}
