/** What an app's authentication can do, for whatever framework binds it. */
import type { Config } from "../config/resolve.js";
import type { CookieReader } from "../lib/cookie.js";
import type { Reading, View } from "../session/engine.js";
import type { AuthAction, ResponseInternal } from "../types/index.js";

/** A call by our own server code: no CSRF token is asked for. */
export interface Call {
  readonly action: AuthAction;
  readonly providerId?: string;
  readonly method: "GET" | "POST";
  /** The request's headers; host and protocol are read from them as `trustHost` allows. */
  readonly headers: Headers;
  /** Where these differ from the `cookie` header (after a Server Action set one), these count. */
  readonly cookies?: CookieReader;
  readonly query?: Record<string, string>;
  readonly body?: Record<string, unknown>;
}

/** An app's authentication, without any framework. */
export interface AuthInstance {
  readonly config: Config;
  /** Answers a request to one of the routes below `basePath`. Never throws. */
  handle(request: Request): Promise<Response>;
  /** As `handle`, with the answer as data. @throws AuthError */
  answer(request: Request): Promise<ResponseInternal>;
  /** Runs a route for our own server code. @throws AuthError */
  call(call: Call): Promise<ResponseInternal>;
  /** Reads the session, of a `Request` for example. `null` for a bad cookie and for a wrong configuration. */
  read(
    source: Source,
    options: { readonly view: View; readonly writable: boolean },
  ): Promise<Reading>;
}

/** Where a session is read from. A `Request` is one. */
export interface Source {
  readonly headers: Headers;
  /** Says whether this is https, where neither the configuration nor a header does. @default https */
  readonly url?: string;
  /** Where these differ from the `cookie` header (after a Server Action set one), these count. */
  readonly cookies?: CookieReader;
}
