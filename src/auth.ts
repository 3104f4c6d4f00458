/**
 * The composition root: here an app is put together. Everything below asks an interface; everything above asks this.
 */
import { createApp, createSessions } from "./auth/app.js";
import type { AuthInstance, Call } from "./auth/instance.js";
import { createShared, type Shared } from "./auth/shared.js";
import { type Env, processEnv, withEnv } from "./config/env.js";
import { type AppSecrets, type Config, problemOf, resolveConfig } from "./config/resolve.js";
import { createActionURL } from "./http/action-url.js";
import type { Site } from "./http/handle.js";
import { parseCookies } from "./lib/cookie.js";
import { forwardedProtocol } from "./lib/url.js";
import type { CoreRequest } from "./methods/method.js";
import type { AuthConfig } from "./types/index.js";

export type { AuthInstance, Call, Source } from "./auth/instance.js";
export { createShared, type Shared } from "./auth/shared.js";

/** The routes and what they need are loaded by the first request to one: an app that only reads sessions starts sooner. */
const loadRoutes = () => import("./http/handle.js");

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
