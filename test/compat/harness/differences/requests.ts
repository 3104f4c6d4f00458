import type { Difference, RewriteContext } from "../compare.js";
import type { Observation } from "../observation.js";
import { basePath } from "../world.js";
import { asJson, asTheOneBefore, isHtml, logged, renamed, routeOfUrl, thrown } from "./facts.js";

/** HEAD is the GET before it without a body; other methods are refused. */
function methods(one: Observation, { request, all, step }: RewriteContext): Observation {
  if (request.method === "GET" || request.method === "POST") return one;
  if (request.method === "HEAD") {
    const get = all[step - 1] ?? one;
    return { ...get, body: isHtml(get) ? { forms: [] } : "" };
  }
  const refused = asJson(one, 405, "Method not allowed.");
  return { ...refused, headers: { ...refused.headers, allow: "GET, HEAD, POST" } };
}

function missingCsrf(one: Observation, { request }: RewriteContext): Observation {
  const location = `${new URL(request.url).origin}${basePath}/signin?error=MissingCSRF`;
  return { ...one, status: 302, location, cookies: {}, calls: logged("MissingCSRF") };
}

function untrusted(one: Observation, { request }: RewriteContext): Observation {
  const calls = logged("UntrustedHost");
  if (routeOfUrl(request.url) === "signin")
    return { ...one, status: 500, cookies: {}, calls, body: { forms: [] } };
  const message =
    "There was a problem with the server configuration. Check the server logs for more information.";
  return { ...asJson(one, 500, { message }), calls };
}

function rawIsData(one: Observation): Observation {
  const what = String(one.calls[0]?.with);
  if (what === "UnknownAction") return thrown(what, []);
  if (what === "InvalidProvider") return thrown(what, one.calls);
  const { "cache-control": _, ...headers } = one.headers;
  return { ...one, kind: "raw", headers };
}

function redirectAsJson(one: Observation, { request }: RewriteContext): Observation {
  if (!request.headers.has("x-auth-return-redirect") || one.status !== 302) return one;
  const headers = { ...one.headers, "content-type": "application/json" };
  return { ...one, status: 200, headers, body: { url: one.location } };
}

export const requests: Difference[] = [
  { id: "D3", rewrite: methods },
  { id: "D7", rewrite: asTheOneBefore("InvalidCallbackUrl") },
  { id: "D8", rewrite: missingCsrf },
  { id: "D9", rewrite: untrusted },
  { id: "D11", rewrite: asTheOneBefore() },
  { id: "D21", rewrite: rawIsData },
  { id: "D23", rewrite: renamed("MissingAdapter", "UnknownAction") },
  {
    id: "D28",
    rewrite: (one) => ({ ...asJson(one, 400, "Bad request."), calls: logged("UnknownAction") }),
  },
  {
    id: "D29",
    rewrite: (one) => ({ ...one, location: one.location?.replace("a&b", "a%26b") ?? null }),
  },
  { id: "D30", rewrite: redirectAsJson },
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
    rewrite: ({ thrown: _, ...one }) => ({
      ...one,
      kind: "response",
      status: 302,
      location: "/other",
      body: "",
    }),
  },
  {
    id: "D41",
    rewrite: (one) => ({ ...asJson(one, 413, "Bad request."), calls: logged("UnknownAction") }),
  },
];
