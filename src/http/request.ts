/** From a `Request` to the parts that routes work with. Everything in it is hostile. */
import { UnknownAction } from "../errors.js";
import { parseCookies } from "../lib/cookie.js";
import { cloneJson } from "../lib/json.js";
import type { CoreRequest } from "../methods/method.js";
import { isAuthAction } from "../protocol.js";
import type { AuthAction } from "../types/index.js";

/** More than any form of ours has; the largest is a `form_post` answer with tokens in it. */
const maxBodyBytes = 1_048_576;

const actionsWithProvider: ReadonlySet<string> = new Set([
  "signin",
  "callback",
  "webauthn-options",
]);

/** A request that no route can answer, and the status that says so. */
export class BadRequest extends UnknownAction {
  readonly status: 400 | 405 | 413;
  constructor(message: string, status: 400 | 405 | 413 = 400) {
    super(message);
    this.status = status;
  }
}

/** Finds action and provider in a path. @throws BadRequest where the path is not one of ours. */
export function parsePath(
  pathname: string,
  basePath: string,
): { action: AuthAction; providerId: string | undefined } {
  const base = basePath.replace(/\/+$/, "");
  const below = pathname.startsWith(`${base}/`) ? pathname.slice(base.length + 1) : "";
  const [action, providerId, ...rest] = below.split("/").filter(Boolean);
  const known = action !== undefined && isAuthAction(action);
  if (!known || rest.length > 0 || (providerId && !actionsWithProvider.has(action)))
    throw new BadRequest(`Cannot parse action at ${pathname}`);
  return { action, providerId: providerId === "undefined" ? undefined : providerId };
}

/** @throws BadRequest for a method, path, body or encoding that cannot be read. */
export async function parseRequest(
  request: Request,
  { basePath, origin }: { readonly basePath: string; readonly origin?: string | undefined },
): Promise<CoreRequest> {
  const method = request.method === "HEAD" ? "GET" : request.method;
  if (method !== "GET" && method !== "POST")
    throw new BadRequest("Only GET and POST requests are supported", 405);
  const { origin: own, href } = new URL(request.url);
  const url = new URL(origin ? origin + href.slice(own.length) : href);
  return {
    url,
    ...parsePath(url.pathname, basePath),
    method,
    headers: request.headers,
    cookies: parseCookies(request.headers.get("cookie")),
    query: Object.fromEntries(url.searchParams),
    ...(method === "POST" ? await parseBody(request) : { body: undefined }),
  };
}

async function parseBody(request: Request): Promise<Pick<CoreRequest, "body" | "form">> {
  const type = request.headers.get("content-type") ?? "";
  const isJson = type.includes("application/json");
  if (!request.body || (!isJson && !type.includes("application/x-www-form-urlencoded")))
    return { body: undefined };
  const text = await readText(request.body);
  if (isJson) return { body: parseJson(text) };
  const form = new URLSearchParams(text);
  return { body: Object.fromEntries(form), form };
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? // Without any "__proto__" in it, which an app's Object.assign would take for the prototype.
        (cloneJson(value) as Record<string, unknown>)
      : undefined;
  } catch {
    throw new BadRequest("The body is not JSON");
  }
}

/** Reads a body as far as it may go. `Content-Length` is a claim; what arrives is counted. */
async function readText(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBodyBytes) {
      // Not awaited: where somebody holds a clone of the request, it never ends.
      reader.cancel().catch(() => {});
      throw new BadRequest("The body is too large", 413);
    }
    text += decoder.decode(value, { stream: true });
  }
}
