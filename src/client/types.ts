/** The client's option and answer types, as Auth.js declares them. */
import type { ProviderId, ProviderType } from "../types/provider.js";
import type { Session } from "../types/session.js";

/** What the client knows of the routes and of the page's session. Exported as `__NEXTAUTH`. */
export interface AuthClientConfig {
  baseUrl: string;
  /** Where the routes are, relative to the page. `SessionProvider` sets it from its `basePath`. */
  basePath: string;
  baseUrlServer: string;
  basePathServer: string;
  /** The last answer; `undefined` while there is none. */
  _session?: Session | null | undefined;
  /** When the session was last asked for, in seconds since the epoch. */
  _lastSync: number;
  /** Refreshes the mounted providers. `{ event: "storage" }` always asks the server. */
  // biome-ignore lint/suspicious/noExplicitAny: the signature that next-auth exports.
  _getSession: (...args: any[]) => any;
}

/** A provider as `getProviders()` tells of it. */
export interface ClientSafeProvider {
  id: ProviderId;
  name: string;
  type: ProviderType;
  signinUrl: string;
  callbackUrl: string;
  redirectTo: string;
}

/** Options of {@link signIn}; whatever else is in it is posted to the server (the credentials, say). */
export interface SignInOptions<Redirect extends boolean = true> extends Record<string, unknown> {
  /** @deprecated Use `redirectTo`. */
  callbackUrl?: string;
  /** Where to go once signed in. @default the current page */
  redirectTo?: string;
  /** `false`: stay on the page and get a {@link SignInResponse}. @default true */
  redirect?: Redirect;
}

/** Added to the query of the provider's authorization URL. */
export type SignInAuthorizationParams =
  | string
  | string[][]
  | Record<string, string>
  | URLSearchParams;

/** What `signIn(…, { redirect: false })` gives. A refused sign-in has `ok: true` and an `error`. */
export interface SignInResponse {
  /** The code of what went wrong, e.g. `CredentialsSignin`. */
  error: string | undefined;
  /** What the thrown `CredentialsSignin` says in its `code`. */
  code: string | undefined;
  /** The HTTP status. */
  status: number;
  /** Is the HTTP status 2xx? */
  ok: boolean;
  /** Where the server would have sent the user; `null` if there is an error. */
  url: string | null;
}

/** Options of {@link signOut}. */
export interface SignOutParams<Redirect extends boolean = true> {
  /** @deprecated Use `redirectTo`. */
  callbackUrl?: string;
  /** Where to go once signed out. @default the current page */
  redirectTo?: string;
  /** `false`: stay on the page; `useSession` shows it. @default true */
  redirect?: Redirect;
}

/** What `signOut({ redirect: false })` gives. */
export interface SignOutResponse {
  url: string;
}

/** Options of {@link getSession}. */
export interface GetSessionParams {
  event?: "storage" | "timer" | "hidden" | string;
  triggerEvent?: boolean;
  /** Tell the other tabs to ask, too. @default true */
  broadcast?: boolean;
}

/**
 * Asks for the session again. With an argument, it reaches the `jwt` callback as
 * `{ trigger: "update", session: data }`. `null` if signed out, or if the request failed.
 */
// biome-ignore lint/suspicious/noExplicitAny: an app sends whatever its jwt callback understands.
export type UpdateSession = (data?: any) => Promise<Session | null>;

/** What `useSession()` gives; with `required: true` there is no `unauthenticated`. */
export type SessionContextValue<R extends boolean = false> = R extends true
  ?
      | { update: UpdateSession; data: Session; status: "authenticated" }
      | { update: UpdateSession; data: null; status: "loading" }
  :
      | { update: UpdateSession; data: Session; status: "authenticated" }
      | { update: UpdateSession; data: null; status: "unauthenticated" | "loading" };

/** When `SessionProvider` asks for the session by itself. */
export interface RefetchOptions {
  /** Seconds between two questions while signed in; 0 is never. @default 0 */
  refetchInterval?: number;
  /** Ask when the tab becomes visible. @default true */
  refetchOnWindowFocus?: boolean;
  /** `false`: the interval pauses while the device is offline. */
  refetchWhenOffline?: false;
}
