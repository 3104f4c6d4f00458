/** What Next.js hands to us, made into what the core understands. */
import type { IncomingHttpHeaders } from "node:http";
import type { NextRequest } from "next/server.js";
import { processEnv } from "../config/env.js";
import { loadServer } from "./modules.js";

type NextURL = NextRequest["nextUrl"];

/** A web request, of whichever realm: in Next's edge sandbox `instanceof Request` is no help. */
export function isWebRequest(value: unknown): value is NextRequest {
  const { headers, url } = (value ?? {}) as Partial<Request>;
  return typeof url === "string" && typeof headers?.get === "function";
}

/** What a Route Handler of the App Router gets as second argument. A proxy gets an event, or what its caller made up. */
export function isRouteContext(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && "params" in value && !("waitUntil" in value)
  );
}

/** Where the browser finds us, if the environment says so. */
function publicUrl(): URL | null {
  const env = processEnv();
  const url = env.AUTH_URL ?? env.NEXTAUTH_URL;
  return url && URL.canParse(url) ? new URL(url) : null;
}

/**
 * The request as the browser sees it: with the origin of `AUTH_URL` where that is set. A plain `Request` (of a test,
 * or of another framework) becomes a `NextRequest`.
 */
export async function asNextRequest(request: NextRequest): Promise<NextRequest> {
  const outside = publicUrl();
  const isNext = request.nextUrl !== undefined;
  if (isNext && (!outside || request.nextUrl.origin === outside.origin)) return request;
  const { NextRequest } = await loadServer();
  const nextUrl = isNext ? request.nextUrl.clone() : new NextRequest(request.url).nextUrl;
  if (outside) {
    // `host` alone would leave the old port where the new one is the default.
    nextUrl.protocol = outside.protocol;
    nextUrl.hostname = outside.hostname;
    nextUrl.port = outside.port;
  }
  return copyTo(nextUrl, request, NextRequest);
}

/** The constructor takes no base path and no locales: they come with the URL. */
function copyTo(nextUrl: NextURL, request: NextRequest, make: typeof NextRequest): NextRequest {
  return Object.defineProperty(new make(nextUrl.href, request), "nextUrl", { value: nextUrl });
}

/**
 * The request with the path that the browser asked for. Next.js takes its own base path off before a route handler
 * sees it: of "/shop/api/auth/session" there is left "/api/auth/session".
 */
export async function atBasePath(request: NextRequest, basePath: string): Promise<NextRequest> {
  const missing = missingPrefix(request.nextUrl.pathname, basePath);
  if (!missing) return request;
  const { NextRequest } = await loadServer();
  const nextUrl = request.nextUrl.clone();
  nextUrl.pathname = missing + nextUrl.pathname;
  return copyTo(nextUrl, request, NextRequest);
}

/** What of `basePath` is missing in front of a path that goes on with the rest of it; "" for nothing. */
export function missingPrefix(pathname: string, basePath: string): string {
  for (let cut = 0; cut !== -1; cut = basePath.indexOf("/", cut + 1)) {
    const rest = basePath.slice(cut);
    if (rest !== "" && `${pathname}/`.startsWith(`${rest}/`)) return basePath.slice(0, cut);
  }
  return "";
}

/** The headers of a Node request. HTTP/2 pseudo-headers are no headers of the Fetch standard. */
export function toHeaders(incoming: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming)) {
    if (value === undefined || name.startsWith(":")) continue;
    for (const one of [value].flat()) headers.append(name, one);
  }
  return headers;
}
