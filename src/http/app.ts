/** What the routes may use. Made by `auth.ts`, which alone knows what stands behind it. */

import type { Cookies } from "../config/cookies.js";
import type { AppSecrets, Config } from "../config/resolve.js";
import type { CoreRequest, Method } from "../methods/method.js";
import type { ResolvedProvider } from "../providers/normalize.js";
import type { SessionEngine } from "../session/engine.js";
import type { Cookie, CookieOption, ResponseInternal } from "../types/index.js";
import type { CsrfToken } from "./csrf.js";

/** An app, for requests of one scheme: cookie names differ between http and https. */
export interface App {
  readonly config: Config;
  readonly secrets: AppSecrets;
  readonly cookies: Cookies;
  readonly sessions: SessionEngine;
  methodOf(provider: ResolvedProvider): Method<ResolvedProvider>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** One request on its way through a route. */
export interface Visit {
  readonly app: App;
  readonly request: CoreRequest;
  /** Our own origin. */
  readonly baseUrl: string;
  /** The provider that the path names, if there is one of that id. */
  readonly provider: ResolvedProvider | undefined;
  /** The double-submit token, and the cookie where it must be set. */
  csrf(): Promise<CsrfToken | null>;
  /** Where the user goes afterwards. */
  callbackUrl(): Promise<string>;
}

/** A route for one method. Throws coded errors; `respond.ts` knows what they look like. */
export type Route = (visit: Visit) => Promise<ResponseInternal>;

/** A cookie ready to be set. */
function setCookie(option: CookieOption, value: string): Cookie {
  return { name: option.name, value, options: option.options };
}

/** The CSRF cookie, where the browser has none that is valid. */
export async function csrfCookies(visit: Visit): Promise<Cookie[]> {
  const issued = await visit.csrf();
  return issued?.cookie ? [setCookie(visit.app.cookies.csrfToken, issued.cookie)] : [];
}

/** The callback-url cookie, where the browser's differs. */
export function callbackUrlCookies({ app, request }: Visit, callbackUrl: string): Cookie[] {
  const { callbackUrl: option } = app.cookies;
  return request.cookies.get(option.name) === callbackUrl ? [] : [setCookie(option, callbackUrl)];
}
