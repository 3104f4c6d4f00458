/** What rewritings have in common: which request it was, which cookie, and answers made of other answers. */
import type { Difference, RewriteContext } from "../compare.js";
import type { Observation, ObservedCookie } from "../observation.js";
import { basePath, origin } from "../world.js";

export type Cookies = Record<string, ObservedCookie>;

type Rewrite = Difference["rewrite"];

/** The route that a URL names, "" for none. */
export function routeOfUrl(url: string): string {
  const { pathname } = new URL(url);
  const route = /\/(csrf|session|providers|signin|signout|callback|error|verify-request)\b/;
  return route.exec(pathname)?.[1] ?? "";
}

/** The route and method of a request to the routes; empty for the other entries. */
export function routeOf({ request, entry }: RewriteContext): { action: string; method: string } {
  const isRoute = entry === "core" || entry === "handlers" || entry === "lazy";
  return isRoute
    ? { action: routeOfUrl(request.url), method: request.method }
    : { action: "", method: "" };
}

export const isHtml = (one: Observation): boolean =>
  one.headers["content-type"]?.startsWith("text/html") ?? false;

/** Apps may rename cookies: these know the names that the scenarios use. */
export const isSession = (name: string): boolean => /session-token|^sid(?:\.|$| )/.test(name);
export const isCallbackUrl = (name: string): boolean => /callback-url$|^back$/.test(name);
export const isCheck = (name: string): boolean =>
  /\.(?:state|nonce|pkce\.code_verifier)$/.test(name);

export function without(cookies: Cookies, drop: (name: string) => boolean): Cookies {
  return Object.fromEntries(Object.entries(cookies).filter(([name]) => !drop(name)));
}

export const logged = (name: string): Observation["calls"] => [
  { what: "logger.error", with: name },
];

/** Every second answer is what the one before it was, perhaps with an error logged first. */
export const asTheOneBefore =
  (error?: string): Rewrite =>
  (one, { all, step }) => {
    const before = all[step - 1];
    if (step % 2 === 0 || !before) return one;
    return { ...before, calls: [...(error ? logged(error) : []), ...before.calls] };
  };

/** Errors are logged under another name. */
export const relogged =
  (rename: (name: string) => string): ((one: Observation) => Observation) =>
  (one) => ({
    ...one,
    calls: one.calls.map((call) =>
      call.what === "logger.error" ? { ...call, with: rename(String(call.with)) } : call,
    ),
  });

export const renamed = (from: string, to: string): Rewrite =>
  relogged((name) => (name === from ? to : name));

/** The configuration is refused before any request is answered. */
export const refusedAtConstruction: Rewrite = () => thrown("InvalidConfig", []);

export function thrown(type: string, calls: Observation["calls"]): Observation {
  const none = { status: 0, location: null, headers: {}, cookies: {}, body: null };
  return { ...none, kind: "thrown", thrown: type, calls };
}

/** The browser goes to the error page, with nothing set. */
export function onErrorPage(one: Observation): Observation {
  return { ...one, location: `${origin}${basePath}/error?error=Configuration`, cookies: {} };
}

/** JSON in place of what the answer was. */
export function asJson(one: Observation, status: number, body: unknown): Observation {
  const headers = { "content-type": "application/json", "cache-control": "private, no-store" };
  return { ...one, status, body, headers, cookies: {}, location: null };
}
