/** The differences that show wherever there is something to rewrite. */
import type { Difference, RewriteContext } from "../compare.js";
import type { ObservedForm } from "../html.js";
import type { Observation, ObservedCookie } from "../observation.js";
import {
  type Cookies,
  isCallbackUrl,
  isHtml,
  isSession,
  relogged,
  routeOf,
  without,
} from "./facts.js";

function noStore(one: Observation, context: RewriteContext): Observation {
  if (!routeOf(context).method || one.kind === "thrown") return one;
  const { expires, pragma, "cache-control": _, ...headers } = one.headers;
  if (one.kind === "response") headers["cache-control"] = "private, no-store";
  return { ...one, headers };
}

function pageHeaders(one: Observation): Observation {
  if (!isHtml(one)) return one;
  const headers = {
    ...one.headers,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "<policy>",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };
  return { ...one, headers };
}

function formFields(one: Observation, context: RewriteContext): Observation {
  if (!isHtml(one)) return one;
  const forms = (one.body as { forms: ObservedForm[] }).forms.map(withoutEmptyToken);
  const { action } = routeOf(context);
  if (action === "signout") return { ...one, body: { forms: forms.map(withoutQuery) } };
  if (action !== "signin") return { ...one, body: { forms } };
  const cookie = Object.entries(one.cookies).find(([name]) => isCallbackUrl(name))?.[1].value;
  const own = new URL(context.request.url).origin;
  const judged = String(cookie ?? callbackUrlIn(context.request) ?? own);
  return { ...one, body: { forms: forms.map((form) => withCallbackUrl(form, judged)) } };
}

/** Where to go after a sign-out is in the cookie. */
function withoutQuery(form: ObservedForm): ObservedForm {
  return { ...form, action: form.action.replace(/\?.*$/, "") };
}

function withoutEmptyToken(form: ObservedForm): ObservedForm {
  const fields = form.fields.filter(({ name, value }) => name !== "csrfToken" || value !== "");
  return { ...form, fields };
}

function withCallbackUrl(form: ObservedForm, value: string): ObservedForm {
  const token = form.fields.filter(({ name }) => name === "csrfToken");
  const rest = form.fields.filter(({ name }) => name !== "csrfToken" && name !== "callbackUrl");
  return { ...form, fields: [...token, { name: "callbackUrl", type: "hidden", value }, ...rest] };
}

function callbackUrlIn(request: Request): string | undefined {
  for (const pair of (request.headers.get("cookie") ?? "").split("; ")) {
    const [name = "", value = ""] = pair.split("=");
    if (isCallbackUrl(name)) return decodeURIComponent(value);
  }
  return undefined;
}

function csrfCookie(one: Observation, context: RewriteContext): Observation {
  const { action, method } = routeOf(context);
  if (method === "GET" && /^(csrf|session|signin|signout)$/.test(action)) return one;
  // Known by what is in it, whatever its name is.
  const isCsrf = (name: string) => String(one.cookies[name]?.value).startsWith("<csrf");
  return { ...one, cookies: without(one.cookies, isCsrf) };
}

function callbackUrlCookie(one: Observation, context: RewriteContext): Observation {
  const { action, method } = routeOf(context);
  if (context.entry === "action") return asActionSets(one);
  if (action === "signin") return withLateCookie(one, context);
  const isAsked = action === "callback" || action === "signout";
  const calls = isAsked ? one.calls : one.calls.filter(({ what }) => what !== "callbacks.redirect");
  const isRemembered = method === "GET" && action === "signout" && namesTarget(context.request);
  if (isRemembered) return { ...one, calls };
  return { ...one, calls, cookies: without(one.cookies, isCallbackUrl) };
}

const namesTarget = ({ url }: Request) => new URL(url).searchParams.has("callbackUrl");

const leadsToProvider = (target: string | null | undefined) =>
  target?.includes("client_id=") ?? false;

/** Where Auth.js has set the cookie on an earlier request already, ours comes with the sign-in. */
function withLateCookie(one: Observation, { all, step }: RewriteContext): Observation {
  const nameIn = (answer: Observation) => Object.keys(answer.cookies).find(isCallbackUrl);
  const earlier = all.slice(0, step).filter(nameIn).at(-1);
  const name = earlier && nameIn(earlier);
  const isSet = one.status === 400 || nameIn(one) || !name || leadsToProvider(earlier.location);
  if (isSet) return one;
  return { ...one, cookies: { ...one.cookies, [name]: earlier.cookies[name] as ObservedCookie } };
}

/** A Server Action sets the cookie where it begins a sign-in at a provider. */
function asActionSets(one: Observation): Observation {
  const body = structuredClone(one.body) as ActionBody;
  if (leadsToProvider(one.location ?? body?.url)) return one;
  const answer = body?.value;
  if (answer?.cookies) answer.cookies = answer.cookies.filter(({ name }) => !isCallbackUrl(name));
  return { ...one, body, cookies: without(one.cookies, isCallbackUrl) };
}

type ActionBody = { url?: string; value?: { cookies?: Array<{ name: string }> } } | null;

/** Our claim in every session token that is issued. */
function startClaim(one: Observation, { now }: RewriteContext): Observation {
  const cookies: Cookies = {};
  for (const [name, cookie] of Object.entries(one.cookies)) {
    const { claims } = cookie.value as { claims?: object };
    const value =
      isSession(name) && claims
        ? { ...(cookie.value as object), claims: { ...claims, latchkey: { start: "<time>" } } }
        : cookie.value;
    cookies[name] = { ...cookie, value };
  }
  const calls = one.calls.map((call) => {
    const { token } = (call.with ?? {}) as { token?: object };
    if (call.what !== "jwt.encode" || !token) return call;
    const ours = { ...token, latchkey: { start: now } };
    return { ...call, with: { ...(call.with as object), token: ours } };
  });
  return { ...one, calls, cookies };
}

const uncoded = /^(Error|TypeError|SyntaxError|OperationProcessingError)$/;

function codeFor(name: string, context: RewriteContext): string {
  if (!uncoded.test(name)) return name;
  if (name === "SyntaxError") return "UnknownAction";
  const { action, method } = routeOf(context);
  const isOfProvider = /\/(signin|callback)\b/.test(context.request.url);
  if (isOfProvider && (name === "Error" || action === "callback")) return "InvalidProvider";
  return action === "signin" && method === "POST" ? "OAuthSignInError" : name;
}

/** `NextResponse` has its own order and case of attributes. */
function asNextWrites(one: Observation, { entry }: RewriteContext): Observation {
  const names = Object.keys(one.cookies).filter(isSession);
  if ((entry !== "auth" && entry !== "wrapper") || names.length === 0) return one;
  const cookies = { ...one.cookies };
  for (const name of names) {
    const { value, attributes } = one.cookies[name] as ObservedCookie;
    cookies[name] = { value, attributes: reordered(attributes) };
  }
  return { ...one, cookies, headers: { ...one.headers, "x-middleware-set-cookie": "<cookies>" } };
}

function reordered(attributes: string): string {
  const order = ["Path", "Expires", "Max-Age", "Secure", "HttpOnly", "SameSite"];
  const rank = (one: string) => order.indexOf(one.split("=")[0] as string);
  const all = attributes.replace("SameSite=Lax", "SameSite=lax").split("; ");
  return all.sort((one, other) => rank(one) - rank(other)).join("; ");
}

export const standing: Difference[] = [
  { id: "D4", standing: true, rewrite: noStore },
  { id: "D15", standing: true, rewrite: pageHeaders },
  { id: "D20", standing: true, rewrite: formFields },
  { id: "D5", standing: true, rewrite: csrfCookie },
  { id: "D6", standing: true, rewrite: callbackUrlCookie },
  { id: "D19", standing: true, rewrite: startClaim },
  {
    id: "D22",
    standing: true,
    rewrite: (one, context) => relogged((name) => codeFor(name, context))(one),
  },
  { id: "D35", standing: true, rewrite: asNextWrites },
];
