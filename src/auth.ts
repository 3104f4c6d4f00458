/**
 * The composition root: the one place that knows which session strategy, which methods and which engine an app has
 * chosen. Everything below asks an interface; everything above asks this.
 */
import { type Env, processEnv, withEnv } from "./config/env.js";
import { problemOf } from "./config/problem.js";
import { type AppSecrets, type Config, resolveConfig } from "./config/resolve.js";
import { InvalidProvider } from "./errors.js";
import { createActionURL } from "./http/action-url.js";
import type { App } from "./http/app.js";
import type { Site } from "./http/handle.js";
import { type CookieReader, parseCookies } from "./lib/cookie.js";
import { forwardedProtocol } from "./lib/url.js";
import type { CoreRequest, Method } from "./methods/method.js";
import type { OAuthState } from "./methods/oauth/index.js";
import type { ResolvedProvider } from "./providers/normalize.js";
import type { Reading, SessionEngine, View } from "./session/engine.js";
import { createStateless } from "./session/stateless.js";
import { createSuperseded, type Superseded } from "./session/superseded.js";
import { createSessionTokens, type SessionToken } from "./session/token.js";
import { type Codec, createCodec } from "./token/codec.js";
import { createMemo, type Memo } from "./token/memo.js";
import { v4SessionCookies } from "./token/v4.js";
import type { AuthAction, AuthConfig, ResponseInternal } from "./types/index.js";

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

/** What instances may share: keys, opened tokens, discovery documents. An app whose configuration is made per request has one. */
export interface Shared {
  readonly codec: Codec;
  readonly memo: Memo<SessionToken>;
  readonly superseded: Superseded;
  /** Made by the first who asks, since its code is not loaded before. */
  oauth(create: () => OAuthState): OAuthState;
}

/** Opened session tokens to remember: about 4,000 of the usual size. */
const memoBytes = 8_388_608;

export function createShared(): Shared {
  let state: OAuthState | undefined;
  return {
    codec: createCodec(),
    memo: createMemo(memoBytes),
    superseded: createSuperseded(),
    oauth(create) {
      state ??= create();
      return state;
    },
  };
}

/** The routes and what they need are loaded by the first request to one: an app that only reads sessions starts sooner. */
const loadRoutes = () => import("./http/handle.js");

async function loadMethods() {
  const [oauth, credentials] = await Promise.all([
    import("./methods/oauth/index.js"),
    import("./methods/credentials.js"),
  ]);
  return { ...oauth, ...credentials };
}

/** What an app is made of. */
interface Parts {
  readonly config: Config;
  /** Whether its cookies are those of https. */
  readonly secure: boolean;
  readonly secrets: AppSecrets;
  readonly shared: Shared;
}

const now = () => Date.now();

function createSessions({ config, secure, secrets, shared }: Parts): SessionEngine {
  const cookie = config.cookies[secure ? "secure" : "plain"].sessionToken;
  const v4Name = v4SessionCookies[secure ? "secure" : "plain"];
  return createStateless({
    cookie,
    v4Cookie: () =>
      now() < config.acceptV4Until ? { name: v4Name, options: cookie.options } : undefined,
    tokens: createSessionTokens({
      codec: shared.codec,
      memo: shared.memo,
      salt: cookie.name,
      secrets: secrets.tokens,
      jwt: config.jwt,
    }),
    policy: config.session,
    superseded: shared.superseded,
    callbacks: config.callbacks,
    events: config.events,
    logger: config.logger,
    now,
  });
}

async function createApp(parts: Parts, sessions: SessionEngine): Promise<App> {
  const { config, secure, secrets, shared } = parts;
  const { createOAuth, createOAuthState, credentials } = await loadMethods();
  const cookies = config.cookies[secure ? "secure" : "plain"];
  const oauth = createOAuth({
    secrets: secrets.tokens,
    codec: shared.codec,
    cookies,
    basePath: config.basePath,
    logger: config.logger,
    state: shared.oauth(createOAuthState),
  });
  const methods: { readonly [Type in ResolvedProvider["type"]]?: Method<never> } = {
    oauth,
    oidc: oauth,
    credentials,
  };
  return {
    config,
    secrets,
    cookies,
    sessions,
    methodOf(provider) {
      const method = methods[provider.type];
      if (!method)
        throw new InvalidProvider(`Callback for provider type (${provider.type}) is not supported`);
      return method as Method<ResolvedProvider>;
    },
    now,
  };
}

/**
 * Composes an app from a configuration whose environment defaults are filled in.
 * @throws InvalidConfig for mistakes in the code, such as two providers of one id
 */
export function compose(
  config: AuthConfig,
  env: Env,
  shared: Shared = createShared(),
): AuthInstance {
  const resolved = resolveConfig(config, env);
  // Nobody asks for the parts of a configuration that has no secret: that is a problem, found before.
  const secrets = resolved.secrets as AppSecrets;
  const sessionsFor = onceForEach((secure) =>
    createSessions({ config: resolved, secure, secrets, shared }),
  );
  let warned = false;

  const isSecure = (url: string) => resolved.useSecureCookies ?? url.startsWith("https:");
  function siteOf(settings: Config): Site {
    const appFor = onceForEach((secure) =>
      createApp({ config: settings, secure, secrets, shared }, sessionsFor(secure)),
    );
    return { config: settings, appFor: ({ href }) => appFor(isSecure(href)) };
  }
  const site = siteOf(resolved);
  const callingSite = siteOf({ ...resolved, skipCsrf: true });

  function warnOnce(): void {
    if (warned) return;
    warned = true;
    for (const warning of resolved.warnings) resolved.logger.warn(warning);
  }

  return {
    config: resolved,
    async handle(request) {
      warnOnce();
      return (await loadRoutes()).handle(request, site);
    },
    async answer(request) {
      warnOnce();
      return (await loadRoutes()).handleRaw(request, site);
    },
    async call(call) {
      warnOnce();
      return (await loadRoutes()).handleParsed(requestOf(call, env, config), callingSite);
    },
    // No `async`: the engine's own promise is passed on, and a read is short enough to notice another.
    read({ headers, url, cookies }, options) {
      warnOnce();
      const problem = problemOf(resolved, "(a read on the server)");
      if (problem) {
        resolved.logger.error(problem);
        return Promise.resolve({ session: null, cookies: [] });
      }
      const place = resolved.origin ?? url ?? forwardedProtocol(headers) ?? "https:";
      const jar = cookies ?? parseCookies(headers.get("cookie"));
      return sessionsFor(isSecure(place)).read(jar, options);
    },
  };
}

/** Makes a thing for plain and one for secure cookies, each when it is first asked for. */
function onceForEach<T>(make: (secure: boolean) => T): (secure: boolean) => T {
  const made = new Map<boolean, T>();
  return (secure) => {
    const known = made.get(secure);
    if (known !== undefined) return known;
    const thing = make(secure);
    made.set(secure, thing);
    // What could not be loaded now may be there next time.
    if (thing instanceof Promise) thing.catch(() => made.delete(secure));
    return thing;
  };
}

function requestOf(call: Call, env: Env, config: AuthConfig): CoreRequest {
  const { action, providerId, method, headers, query = {}, body } = call;
  const url = createActionURL(action, undefined, headers, env, config);
  if (providerId) url.pathname += `/${encodeURIComponent(providerId)}`;
  url.search = new URLSearchParams(query).toString();
  const cookies = call.cookies ?? parseCookies(headers.get("cookie"));
  return { url, action, providerId, method, headers, cookies, query, body };
}

/**
 * Makes an app's authentication for any framework: `createAuth(config).handle(request)`.
 * The environment (`AUTH_SECRET`, `AUTH_GITHUB_ID` …) fills in what the configuration leaves open.
 * @throws InvalidConfig for mistakes in the code, such as two providers of one id
 */
export function createAuth(config: AuthConfig, env: Env = processEnv()): AuthInstance {
  return compose(withEnv(config, env, "/auth"), env);
}
