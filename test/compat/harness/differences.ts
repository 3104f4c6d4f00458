import type { Difference, RewriteContext } from "./compare.js";
import type { ObservedForm } from "./html.js";
import type { Observation, ObservedCookie } from "./observation.js";
import { basePath, oldSecret, origin, secret } from "./world.js";

type Names = Record<string, ObservedCookie>;

const without = (cookies: Names, drop: (name: string) => boolean): Names =>
  Object.fromEntries(Object.entries(cookies).filter(([name]) => !drop(name)));

/** The route and method of a request, `null` for what is none. */
function routeOf({ request, entry }: RewriteContext): { action: string; method: string } | null {
  if (entry !== "core" && entry !== "handlers" && entry !== "lazy") return null;
  return { action: routeOfUrl(request.url), method: request.method };
}

const isHtml = (one: Observation) => one.headers["content-type"]?.startsWith("text/html") ?? false;

/** Cookies are known by what is in them: apps may rename them. */
const isCsrf = ({ value }: ObservedCookie) => String(value).startsWith("<csrf");
const isSession = (name: string) => /session-token|^sid(?:\.|$| )/.test(name);
const isCallbackUrl = (name: string) => /callback-url$|^back$/.test(name);
const isCheck = (name: string) => /\.(?:state|nonce|pkce\.code_verifier)$/.test(name);

/** The same answer as the one before, with an error logged first. */
const asBefore = (one: Observation, all: readonly Observation[], step: number, error?: string) => {
  const before = all[step - 1];
  if (!before) return one;
  const logged = error ? [{ what: "logger.error", with: error }] : [];
  return { ...before, calls: [...logged, ...before.calls] };
};

function answerToHead(get: Observation): Observation {
  return { ...get, body: isHtml(get) ? { forms: [] } : "" };
}

const jsonError = (message: string): Partial<Observation> => ({
  body: message,
  headers: { "content-type": "application/json", "cache-control": "private, no-store" },
  cookies: {},
  location: null,
});

/** docs/differences.md, made exact. The standing ones come first: the others build on what they make. */
export const differences: Difference[] = [
  {
    id: "D4",
    standing: true,
    rewrite(one, context) {
      if (!routeOf(context) || one.kind === "thrown") return one;
      const { expires, pragma, "cache-control": _, ...headers } = one.headers;
      if (one.kind === "response") headers["cache-control"] = "private, no-store";
      return { ...one, headers };
    },
  },
  {
    id: "D15",
    standing: true,
    rewrite(one, context) {
      if (!isHtml(one) || !routeOf(context)) return one;
      const headers = {
        ...one.headers,
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": "<policy>",
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
      };
      return { ...one, headers: one.kind === "raw" ? headers : headers };
    },
  },
  {
    id: "D20",
    standing: true,
    rewrite(one, context) {
      if (!isHtml(one)) return one;
      const forms = (one.body as { forms: ObservedForm[] }).forms.map(withoutEmptyCsrf);
      if (routeOf(context)?.action !== "signin") return { ...one, body: { forms } };
      const cookie = Object.entries(one.cookies).find(([name]) => isCallbackUrl(name))?.[1].value;
      const own = new URL(context.request.url).origin;
      const judged = String(cookie ?? cookieOf(context.request, isCallbackUrl) ?? own);
      return { ...one, body: { forms: forms.map((form) => withCallbackUrl(form, judged)) } };
    },
  },
  {
    id: "D5",
    standing: true,
    rewrite(one, context) {
      const { action, method } = routeOf(context) ?? { action: "", method: "" };
      if (method === "GET" && /^(csrf|session|signin|signout)$/.test(action)) return one;
      const dropped = without(one.cookies, (name) => isCsrf(one.cookies[name] as ObservedCookie));
      return { ...one, cookies: dropped };
    },
  },
  {
    id: "D6",
    standing: true,
    rewrite(one, context) {
      const { action, method } = routeOf(context) ?? { action: "", method: "" };
      if (context.entry === "action") return asActionSets(one);
      if (action === "signin") return withLateCookie(one, context);
      const isNeeded = action === "callback" || (method === "POST" && action === "signout");
      const calls = isNeeded
        ? one.calls
        : one.calls.filter(({ what }) => what !== "callbacks.redirect");
      return { ...one, calls, cookies: without(one.cookies, isCallbackUrl) };
    },
  },
  {
    id: "D19",
    standing: true,
    rewrite(one, { now }) {
      const cookies = Object.entries(one.cookies).map(([name, cookie]) => {
        const sealed = cookie.value as { claims?: object } | string;
        if (!isSession(name) || typeof sealed === "string" || !sealed.claims) return [name, cookie];
        const claims = { ...sealed.claims, latchkey: { start: "<time>" } };
        return [name, { ...cookie, value: { ...sealed, claims } }];
      });
      const calls = one.calls.map((call) => {
        const { token } = (call.with ?? {}) as { token?: object };
        if (call.what !== "jwt.encode" || !token) return call;
        return {
          ...call,
          with: { ...(call.with as object), token: { ...token, latchkey: { start: now } } },
        };
      });
      return { ...one, calls, cookies: Object.fromEntries(cookies) };
    },
  },
  {
    id: "D22",
    standing: true,
    rewrite: (one, context) =>
      relogged(one, (name) => {
        if (!/^(Error|TypeError|SyntaxError|OperationProcessingError)$/.test(name)) return name;
        if (name === "SyntaxError") return "UnknownAction";
        const { action, method } = routeOf(context) ?? {};
        const isOfProvider = /\/(signin|callback)\b/.test(context.request.url);
        if (isOfProvider && (name === "Error" || action === "callback")) return "InvalidProvider";
        return action === "signin" && method === "POST" ? "OAuthSignInError" : name;
      }),
  },
  {
    id: "D1",
    rewrite(one, { session, now, request, entry }) {
      if (entry === "render") return session ? movedBack(one, now - session.iat) : one;
      const issued = Object.entries(one.cookies).find(
        ([name]) => isSession(name) && !/\.\d+$/.test(name),
      );
      const claims = (issued?.[1].value as { claims?: Record<string, unknown> })?.claims;
      const isRead = request.method === "GET" && session && claims;
      if (!isRead || now - session.iat >= 86_400 || !sameClaims(session.claims, claims)) return one;
      const kept = { ...one, cookies: without(one.cookies, isSession) };
      const slid = now - session.iat;
      return movedBack(kept, slid);
    },
  },
  {
    id: "D2",
    rewrite(one) {
      const checks = Object.entries(one.cookies).filter(([name]) => isCheck(name));
      const state = checks.find(([name]) => name.endsWith(".state")) ?? checks[0];
      if (!state) return one;
      const [name, { value, attributes }] = state;
      const cookies: Names = without(one.cookies, isCheck);
      cookies[`${name.replace(/authjs\..*$/, "authjs.state")}.<id>`] = {
        value: value === "" ? "" : "<sealed, not to be opened by Auth.js>",
        attributes: withMaxAge(attributes),
      };
      return { ...one, cookies, location: withState(one.location), body: bodyWithState(one.body) };
    },
  },
  {
    id: "D3",
    rewrite(one, { request, all, step }) {
      if (request.method === "HEAD") return answerToHead(all[step - 1] ?? one);
      if (request.method === "GET" || request.method === "POST") return one;
      const refused = jsonError("Method not allowed.");
      return {
        ...one,
        ...refused,
        headers: { ...refused.headers, allow: "GET, HEAD, POST" },
        status: 405,
      };
    },
  },
  {
    id: "D7",
    rewrite: (one, { all, step }) =>
      step % 2 === 1 ? asBefore(one, all, step, "InvalidCallbackUrl") : one,
  },
  {
    id: "D8",
    rewrite: (one, { request }) => ({
      ...one,
      status: 302,
      location: `${new URL(request.url).origin}${basePath}/signin?error=MissingCSRF`,
      cookies: {},
      calls: [{ what: "logger.error", with: "MissingCSRF" }],
    }),
  },
  {
    id: "D9",
    rewrite: (one, { request }) => {
      const isPage = routeOfUrl(request.url) === "signin";
      const calls = [{ what: "logger.error", with: "UntrustedHost" }];
      if (isPage) return { ...one, status: 500, cookies: {}, calls, body: { forms: [] } };
      const message =
        "There was a problem with the server configuration. Check the server logs for more information.";
      return { ...one, ...jsonError(message), status: 500, calls, body: { message } };
    },
  },
  {
    id: "D10",
    rewrite(one, { all, step, request }) {
      void request;
      const read = step === 1 ? asBefore(one, all, step) : one;
      return JSON.parse(
        JSON.stringify(read).replaceAll(`"secret":"${secret}"`, `"secret":"${oldSecret}"`),
      );
    },
  },
  {
    id: "D11",
    rewrite: (one, { all, step }) => (step % 2 === 1 ? asBefore(one, all, step) : one),
  },
  {
    id: "D12",
    rewrite: () => thrown("InvalidConfig", []),
  },
  {
    id: "D17",
    rewrite: (one, { all, step }) => (step % 2 === 1 ? asBefore(one, all, step) : one),
  },
  {
    id: "D23",
    rewrite: (one) => relogged(one, (name) => (name === "MissingAdapter" ? "UnknownAction" : name)),
  },
  {
    id: "D24",
    rewrite: (one) => ({ ...one, cookies: without(one.cookies, isSession) }),
  },
  {
    id: "D26",
    rewrite: (one) => ({
      ...one,
      location: toggleNonce(one.location),
      calls: one.calls.map((call) => ({ ...call, with: withNonce(call.with) })),
    }),
  },
  {
    id: "D28",
    rewrite: (one) => ({
      ...one,
      ...jsonError("Bad request."),
      status: 400,
      calls: [{ what: "logger.error", with: "UnknownAction" }],
    }),
  },
  {
    id: "D29",
    rewrite: (one) => ({ ...one, location: one.location?.replace("a&b", "a%26b") ?? null }),
  },
  {
    id: "D30",
    rewrite(one, { request }) {
      if (!request.headers.has("x-auth-return-redirect") || one.status !== 302) return one;
      const headers = { ...one.headers, "content-type": "application/json" };
      return { ...one, status: 200, headers, body: { url: one.location } };
    },
  },
  {
    id: "D13",
    rewrite: (one, { step }) =>
      step === 0
        ? one
        : {
            ...one,
            location: `${origin}${basePath}/error?error=Configuration`,
            cookies: {},
            calls: [...one.calls.slice(0, 1), { what: "logger.error", with: "CallbackRouteError" }],
          },
  },
  {
    id: "D18",
    rewrite: (one) =>
      relogged(one, (name) => (name === "MissingAdapterMethods" ? "UnsupportedStrategy" : name)),
  },
  {
    id: "D21",
    rewrite(one) {
      const [logged] = one.calls;
      const what = logged ? String(logged.with) : "";
      if (what === "UnknownAction") return thrown(what, []);
      if (what === "InvalidProvider") return thrown(what, one.calls);
      const { "cache-control": _, ...headers } = one.headers;
      return { ...one, kind: "raw", headers };
    },
  },
  {
    id: "D25",
    rewrite: (one) => ({
      ...one,
      location: `${origin}${basePath}/error?error=Configuration`,
      cookies: {},
      calls: [...one.calls, { what: "logger.error", with: "InvalidConfig" }],
    }),
  },
  {
    id: "D27",
    rewrite: (one) =>
      relogged(one, (name) => (name === "CallbackRouteError" ? "InvalidCheck" : name)),
  },
  {
    id: "D31",
    rewrite: (one) => ({
      ...one,
      calls: one.calls.filter((call) => call.with !== "JWTSessionError"),
    }),
  },
  {
    id: "D32",
    rewrite: (one) =>
      JSON.parse(
        JSON.stringify(one).replace(/"providerAccountId":(\d+)/g, '"providerAccountId":"$1"'),
      ),
  },
  {
    id: "D33",
    rewrite: (one, { step }) =>
      step === 0
        ? one
        : { ...one, location: `${origin}${basePath}/error?error=Configuration`, cookies: {} },
  },
  {
    id: "D34",
    rewrite: (one) =>
      relogged(one, (name) => (name === "CallbackRouteError" ? "InvalidConfig" : name)),
  },
  {
    id: "D35",
    standing: true,
    rewrite(one, { entry }) {
      const names = Object.keys(one.cookies).filter(isSession);
      if ((entry !== "auth" && entry !== "wrapper") || names.length === 0) return one;
      const cookies = { ...one.cookies };
      for (const name of names) {
        const { value, attributes } = one.cookies[name] as ObservedCookie;
        cookies[name] = { value, attributes: asNextWrites(attributes) };
      }
      const headers = { ...one.headers, "x-middleware-set-cookie": "<cookies>" };
      return { ...one, cookies, headers };
    },
  },
  {
    id: "D36",
    rewrite: (one) => ({
      ...one,
      status: 200,
      location: null,
      headers: { ...one.headers, "x-middleware-next": "1" },
    }),
  },
  {
    id: "D37",
    rewrite: (one) => ({
      ...one,
      kind: "response",
      thrown: undefined,
      status: 302,
      location: "/other",
      body: "",
    }),
  },
  {
    id: "D51",
    rewrite(one, { session, now }) {
      const claims = {
        ...(session?.claims as object),
        iat: now,
        exp: now + 2_592_000,
        jti: "<uuid>",
      };
      const expires = new Date((now + 2_592_000) * 1000).toUTCString();
      const cookie = {
        value: { secret, claims: { ...claims, latchkey: { start: "<time>" } } },
        attributes: `Path=/; Expires=${expires}; Secure; HttpOnly; SameSite=lax`,
      };
      return { ...one, cookies: { ...one.cookies, "__Secure-authjs.session-token": cookie } };
    },
  },
  { id: "D38", rewrite: () => thrown("InvalidConfig", []) },
  {
    id: "D41",
    rewrite: (one) => ({
      ...one,
      ...jsonError("Bad request."),
      status: 413,
      calls: [{ what: "logger.error", with: "UnknownAction" }],
    }),
  },
  { id: "D42", rewrite: () => thrown("InvalidConfig", []) },
  {
    id: "D43",
    rewrite: (one) => ({
      ...one,
      location: `${origin}${basePath}/error?error=Configuration`,
      cookies: {},
      calls: one.calls.map((call) =>
        call.what === "events.signIn" ? { what: "logger.error", with: "JWTSessionError" } : call,
      ),
    }),
  },
];

function thrown(type: string, calls: Observation["calls"]): Observation {
  const none = { status: 0, location: null, headers: {}, cookies: {}, body: null };
  return { ...none, kind: "thrown", thrown: type, calls };
}

/** Where Auth.js has set the cookie on an earlier request already, ours comes with the sign-in. */
function withLateCookie(one: Observation, { all, step }: RewriteContext): Observation {
  const nameOf = (answer: Observation) => Object.keys(answer.cookies).find(isCallbackUrl);
  const earlier = all.slice(0, step).filter(nameOf).at(-1);
  const name = earlier && nameOf(earlier);
  if (one.status === 400 || nameOf(one) || !name || isSignIn(earlier)) return one;
  return { ...one, cookies: { ...one.cookies, [name]: earlier.cookies[name] as ObservedCookie } };
}

/** An answer of the sign-in route: a page with forms for it, or the way to a provider. */
const isSignIn = (one: Observation) => one.location?.includes("client_id=") ?? false;

/** A Server Action sets the callback-url cookie where it begins a sign-in at a provider. */
function asActionSets(one: Observation): Observation {
  const target = one.location ?? (one.body as { url?: string } | null)?.url;
  if (target?.includes("client_id=")) return one;
  const body = structuredClone(one.body) as {
    value?: { cookies?: Array<{ name: string }> };
  } | null;
  const answer = body?.value;
  if (answer?.cookies) answer.cookies = answer.cookies.filter(({ name }) => !isCallbackUrl(name));
  return { ...one, body, cookies: without(one.cookies, isCallbackUrl) };
}

function toggleNonce(location: string | null): string | null {
  if (!location?.includes("client_id=")) return location;
  const url = new URL(location);
  if (url.searchParams.has("nonce")) url.searchParams.delete("nonce");
  else url.searchParams.set("nonce", "<nonce>");
  url.searchParams.sort();
  return url.href;
}

/** The claims of an ID token are the profile: the nonce is one of them. */
function withNonce(value: unknown): unknown {
  const { profile } = (value ?? {}) as { profile?: { iss?: string } };
  return profile?.iss
    ? { ...(value as object), profile: { ...profile, nonce: "<random>" } }
    : value;
}

/** The same attributes in the order and case of Next.js. */
function asNextWrites(attributes: string): string {
  const all = attributes.split("; ").map((one) => one.replace("SameSite=Lax", "SameSite=lax"));
  const order = ["Path", "Expires", "Max-Age", "Secure", "HttpOnly", "SameSite"];
  const rank = (one: string) => order.indexOf(one.split("=")[0] as string);
  return all.sort((one, other) => rank(one) - rank(other)).join("; ");
}

const routeOfUrl = (url: string) =>
  /\/(csrf|session|providers|signin|signout|callback|error|verify-request)\b/.exec(
    new URL(url).pathname,
  )?.[1] ?? "";

function relogged(one: Observation, rename: (name: string) => string): Observation {
  const calls = one.calls.map((call) =>
    call.what === "logger.error" ? { ...call, with: rename(String(call.with)) } : call,
  );
  return { ...one, calls };
}

const times = new Set(["iat", "exp", "jti", "latchkey"]);

function sameClaims(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const rest = (claims: Record<string, unknown>) =>
    JSON.stringify(
      Object.entries(claims)
        .filter(([name]) => !times.has(name))
        .sort(),
    );
  return rest(one) === rest(other);
}

/** `expires` of a session that was not extended: as many seconds earlier. */
function movedBack(one: Observation, seconds: number): Observation {
  const moved = JSON.stringify(one).replace(
    /("expires":")([^"]+Z)(")/g,
    (_, before, time, after) => {
      const earlier = new Date(Date.parse(time) - seconds * 1000);
      return before + earlier.toISOString() + after;
    },
  );
  return JSON.parse(moved);
}

const withMaxAge = (attributes: string) =>
  attributes.includes("Max-Age") || attributes.includes("maxAge")
    ? attributes
    : `Max-Age=900; ${attributes}`;

function withState(location: string | null): string | null {
  if (!location || !URL.canParse(location)) return location;
  const url = new URL(location);
  if (!url.searchParams.has("client_id")) return location;
  url.searchParams.set("state", "<state>");
  url.searchParams.sort();
  return url.href;
}

function bodyWithState(body: unknown): unknown {
  const { url } = (body ?? {}) as { url?: unknown };
  return typeof url === "string" ? { ...(body as object), url: withState(url) } : body;
}

function cookieOf(request: Request, is: (name: string) => boolean): string | undefined {
  for (const pair of (request.headers.get("cookie") ?? "").split("; ")) {
    const [name = "", value = ""] = pair.split("=");
    if (is(name)) return decodeURIComponent(value);
  }
  return undefined;
}

/** Where there is no token, ours has no field for it. */
function withoutEmptyCsrf(form: ObservedForm): ObservedForm {
  const fields = form.fields.filter(({ name, value }) => name !== "csrfToken" || value !== "");
  return { ...form, fields };
}

function withCallbackUrl(form: ObservedForm, url: string): ObservedForm {
  const isOf = (wanted: string) => (field: { name: string }) => field.name === wanted;
  const field = { name: "callbackUrl", type: "hidden", value: url };
  const csrf = form.fields.filter(isOf("csrfToken"));
  const rest = form.fields.filter((one) => !isOf("csrfToken")(one) && !isOf("callbackUrl")(one));
  return { ...form, fields: [...csrf, field, ...rest] };
}
