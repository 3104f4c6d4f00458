/** From a route's answer, or an error, to a `Response`: the only place that turns errors into statuses. */
import type { Config } from "../config/resolve.js";
import { AuthError, CredentialsSignin, ErrorPageLoop, isClientError } from "../errors.js";
import { serializeCookie } from "../lib/cookie.js";
import { toHeaderUrl } from "../lib/url.js";
import type { CoreRequest } from "../methods/method.js";
import { returnRedirectHeader } from "../protocol.js";
import type { ResponseInternal } from "../types/index.js";
import type { BadRequest } from "./request.js";
import { errorAnswer } from "./routes/page.js";

/** Session data, tokens and their cookies belong to one browser: no cache may keep them (RFC 9111 §5.2.2.5). */
const noStore = "private, no-store";

const pagesOfOurs: ReadonlySet<string> = new Set(["signin", "signout", "error", "verify-request"]);

/** Turns an answer into a `Response`. With `X-Auth-Return-Redirect` a redirect becomes `200 {"url"}`. */
export function toResponse(answer: ResponseInternal, request: Request): Response {
  const headers = new Headers(answer.headers);
  headers.set("Cache-Control", noStore);
  for (const cookie of answer.cookies ?? []) headers.append("Set-Cookie", serializeCookie(cookie));
  if (answer.redirect !== undefined) return redirectResponse(answer.redirect, headers, request);
  const isJson = headers.get("content-type") === "application/json" && answer.body !== undefined;
  const body = isJson ? JSON.stringify(answer.body) : answer.body;
  const status = answer.status ?? 200;
  return new Response(request.method === "HEAD" ? null : body, { headers, status });
}

function redirectResponse(url: string, headers: Headers, request: Request): Response {
  headers.set("Location", toHeaderUrl(url));
  if (!request.headers.has(returnRedirectHeader))
    return new Response(null, { headers, status: 302 });
  headers.set("Content-Type", "application/json");
  return new Response(JSON.stringify({ url }), { headers });
}

/** A request that is none of ours. */
export function badRequest(error: BadRequest): ResponseInternal {
  return {
    status: error.status,
    body: error.status === 405 ? "Method not allowed." : "Bad request.",
    headers: {
      "Content-Type": "application/json",
      ...(error.status === 405 && { Allow: "GET, HEAD, POST" }),
    },
  };
}

/** What a browser sees of an error: a page and a code. Details went to the log. */
export function errorToAnswer(
  error: unknown,
  request: CoreRequest,
  { pages, basePath }: Pick<Config, "pages" | "basePath">,
): ResponseInternal {
  // `update()` is an API call: no page to go to.
  if (request.method === "POST" && request.action === "session")
    return { status: 400, body: null, headers: { "Content-Type": "application/json" } };
  const known = error instanceof Error && isClientError(error);
  const query = new URLSearchParams({ error: known ? error.type : "Configuration" });
  if (error instanceof CredentialsSignin) query.set("code", error.code);
  const kind = (error instanceof AuthError && error.kind) || "error";
  const path = pages[kind] ?? `${basePath}/${kind.toLowerCase()}`;
  const url = `${request.url.origin}${path}?${query}`;
  if (!request.headers.has(returnRedirectHeader)) return { redirect: url };
  return { body: { url }, headers: { "Content-Type": "application/json" } };
}

/** The answer to everything while the configuration is wrong. The log has said what is. */
export async function problemToAnswer(
  request: CoreRequest,
  config: Config,
): Promise<ResponseInternal> {
  if (!pagesOfOurs.has(request.action) || request.method !== "GET") {
    const message =
      "There was a problem with the server configuration. Check the server logs for more information.";
    return { status: 500, body: { message }, headers: { "Content-Type": "application/json" } };
  }
  const own = config.pages.error;
  const loops = own !== undefined && request.query.callbackUrl?.startsWith(own);
  if (loops)
    config.logger.error(
      new ErrorPageLoop(`The error page ${own} should not require authentication`),
    );
  if (!own || loops) return errorAnswer(request.url.origin, config, "Configuration");
  return { redirect: `${request.url.origin}${own}?error=Configuration` };
}
