import type { Arrival, CoreRequest, Detour } from "../../src/methods/method.js";
import { createOAuth, createOAuthState, type OAuthDeps } from "../../src/methods/oauth/index.js";
import type { ResolvedOAuthProvider } from "../../src/methods/oauth/provider.js";
import { normalizeProviders } from "../../src/providers/normalize.js";
import { createCodec } from "../../src/token/codec.js";
import type { CookieOption } from "../../src/types/index.js";
import type { Provider } from "../../src/types/provider.js";
import { applyCookies } from "./cookie-jar.js";

/** The cookies of Auth.js on http. */
export const checkCookies: OAuthDeps["cookies"] = {
  state: cookie("authjs.state"),
  pkceCodeVerifier: cookie("authjs.pkce.code_verifier"),
  nonce: cookie("authjs.nonce"),
};

function cookie(name: string): CookieOption {
  return {
    name,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure: false, maxAge: 900 },
  };
}

export const secret = "a test secret of 32 characters!!";

/** The method as one server process has it. */
export function createServerProcess(deps: Partial<OAuthDeps> = {}): Pick<
  Required<OAuthDeps>,
  "codec"
> & {
  readonly method: ReturnType<typeof createOAuth>;
  readonly debugged: unknown[][];
} {
  const codec = createCodec();
  const debugged: unknown[][] = [];
  const method = createOAuth({
    codec,
    secrets: [secret],
    cookies: checkCookies,
    basePath: "/api/auth",
    logger: { debug: (...args) => void debugged.push(args) },
    state: createOAuthState(),
    ...deps,
  });
  return { codec, method, debugged };
}

/** A provider with its defaults decided, as the method gets it. */
export function resolve(
  provider: Provider,
  defaults?: Parameters<typeof normalizeProviders>[1],
): ResolvedOAuthProvider {
  return normalizeProviders([provider], defaults)[0] as ResolvedOAuthProvider;
}

export interface BrowserOptions {
  readonly process?: ReturnType<typeof createServerProcess>;
  readonly origin?: string;
  readonly now?: () => number;
}

/** A browser that signs in at one provider of one app. */
export interface Browser {
  readonly cookies: Map<string, string>;
  /** Presses the button. */
  begin(query?: Record<string, string>): Promise<Detour>;
  /** Comes back. The cookies that are set are kept. */
  finish(
    callback: URL | string,
    form?: URLSearchParams | Record<string, unknown>,
  ): Promise<Arrival | Detour>;
}

export function createBrowser(
  provider: ResolvedOAuthProvider,
  options: BrowserOptions = {},
): Browser {
  const process = options.process ?? createServerProcess();
  const { origin = "http://app.test", now = Date.now } = options;
  const cookies = new Map<string, string>();
  const request = (
    action: CoreRequest["action"],
    method: CoreRequest["method"],
    url: URL,
    sent?: URLSearchParams | Record<string, unknown>,
  ): CoreRequest => ({
    url,
    action,
    providerId: provider.id,
    method,
    headers: new Headers(),
    // As they are when the request leaves, whatever comes in meanwhile.
    cookies: new Map(cookies),
    query: Object.fromEntries(url.searchParams),
    body: sent instanceof URLSearchParams ? Object.fromEntries(sent) : sent,
    ...(sent instanceof URLSearchParams && { form: sent }),
  });
  const keep = <T extends Arrival | Detour>(result: T): T => {
    applyCookies(cookies, result.cookies);
    return result;
  };
  const context = (made: CoreRequest) => ({
    request: made,
    provider,
    callbackUrl: `${origin}/dashboard`,
    now: now(),
  });
  return {
    cookies,
    async begin(query = {}) {
      const url = new URL(`${origin}/api/auth/signin/${provider.id}`);
      url.search = String(new URLSearchParams(query));
      const { begin } = process.method;
      if (!begin) throw new Error("no first step");
      return keep(await begin(context(request("signin", "POST", url))));
    },
    async finish(callback, form) {
      const url = new URL(callback, origin);
      const made = request("callback", form ? "POST" : "GET", url, form);
      return keep(await process.method.finish(context(made)));
    },
  };
}

/** The identity, or an error that says there is none. */
export function identityOf(result: Arrival | Detour): Arrival["identity"] {
  if ("identity" in result) return result.identity;
  throw new Error(`No identity, but a redirect to ${result.redirect}`);
}
