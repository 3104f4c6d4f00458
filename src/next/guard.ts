/** `auth` as proxy (middleware), and around a proxy or a route handler. */
import type { NextRequest, NextResponse } from "next/server.js";
import { isAuthAction } from "../protocol.js";
import type { AuthAction, Cookie, Session } from "../types/index.js";
import type { Binding } from "./binding.js";
import { type CookieStore, isWritable, readerOf, writeTo } from "./cookies.js";
import { loadHeaders, loadServer } from "./modules.js";
import { asNextRequest, isRouteContext } from "./request.js";
import { type AnyResponse, asOwnResponse, isResponse } from "./response.js";
import type { NextAuthRequest } from "./types.js";

/** What `auth` wraps: a proxy or a route handler. */
export type Handler = (request: NextAuthRequest, context: unknown) => unknown;

/** One request, and the session it came with. */
interface Passage {
  readonly config: Binding["config"];
  readonly request: NextRequest;
  readonly session: Session | null;
  /** What Next.js passed beside the request: an event to a proxy, the parameters to a route handler. */
  readonly context: unknown;
  readonly handler: Handler | undefined;
}

/**
 * The routes of ours that set or remove the session's cookies. They know those of the request only, and would leave
 * behind whatever other ones were set on the way to them.
 */
const settling: readonly AuthAction[] = ["session", "signout", "callback"];

/** Reads the session, lets `authorized` and the wrapped function answer, and sets the cookie of a renewed session. */
export async function guard(
  { config, instance }: Binding,
  original: NextRequest,
  context: unknown,
  handler?: Handler,
): Promise<Response> {
  const request = await asNextRequest(original);
  const { headers } = request;
  const store = isRouteContext(context) ? await routeCookies() : null;
  const action = routeOf(config, request);
  const writable = action === null || !settling.includes(action);
  const { session, cookies: renewed } = await instance.read(
    store ? { headers, cookies: readerOf(store, headers) } : { headers },
    { view: "server", writable },
  );
  const cookies = writable ? renewed : [];
  // In a route handler the cookie is set before the function runs: if it signs out, that has the last word.
  if (store) writeTo(store, cookies);
  const response = await answer({ config, request, session, context, handler });
  return store || cookies.length === 0 ? response : withCookies(response, cookies);
}

/** The cookies of a Route Handler that Next.js runs; `null` where nobody does (a test). */
async function routeCookies(): Promise<CookieStore | null> {
  try {
    const { cookies } = await loadHeaders();
    const store = (await cookies()) as unknown as CookieStore;
    return isWritable(store) ? store : null;
  } catch {
    return null;
  }
}

async function answer(passage: Passage): Promise<Response> {
  const { config, request, session, context, handler } = passage;
  const { NextResponse } = await loadServer();
  const authorized = config.callbacks?.authorized;
  const verdict: unknown = authorized ? await authorized({ request, auth: session }) : true;
  if (isResponse(verdict) && !isLoop(verdict, passage)) return asOwnResponse(verdict);
  if (handler) {
    const own = await handler(Object.assign(request, { auth: session }), context);
    if (isResponse(own)) return asOwnResponse(own);
    return (own as Response | undefined) ?? NextResponse.next();
  }
  const url = verdict ? null : signInUrl(passage);
  return url ? NextResponse.redirect(url) : NextResponse.next();
}

/**
 * Whether a redirect leads from one of the sign-in pages to itself, with nothing changed that would let it end.
 * These pages are for everybody: such a request passes. Anywhere else the redirect stands.
 */
function isLoop(response: AnyResponse, { config, request }: Passage): boolean {
  const { nextUrl } = request;
  const location = response.headers.get("Location");
  if (!location || response.headers.has("Set-Cookie")) return false;
  if (!URL.canParse(location, nextUrl.href)) return false;
  if (new URL(location, nextUrl.href).href !== nextUrl.href) return false;
  const { signIn, signOut, error, verifyRequest } = config.pages ?? {};
  const pages = [signIn, signOut, error, verifyRequest].filter((page) => page !== undefined);
  if (pages.some((page) => withoutBase(page, nextUrl) === nextUrl.pathname)) return true;
  return routeOf(config, request) !== null;
}

/** The route of ours that is asked for; `null` for any other page of the app. */
function routeOf({ basePath }: Binding["config"], { nextUrl }: NextRequest): AuthAction | null {
  const routes = withoutBase(basePath === "/" ? "/" : `${basePath}/`, nextUrl);
  if (!nextUrl.pathname.startsWith(routes)) return null;
  const [action = ""] = nextUrl.pathname.slice(routes.length).split("/", 1);
  return isAuthAction(action) ? action : null;
}

/** A path of ours as Next.js counts paths, without the app's base path. */
function withoutBase(path: string, { basePath }: NextRequest["nextUrl"]): string {
  return basePath && path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path;
}

/** Where somebody who may not pass is sent; `null` on the sign-in page itself. */
function signInUrl({ config, request: { nextUrl } }: Passage): string | null {
  const page = withoutBase(config.pages?.signIn ?? `${config.basePath}/signin`, nextUrl);
  if (nextUrl.pathname === page) return null;
  const isElsewhere = URL.canParse(page);
  const url = isElsewhere ? new URL(page) : nextUrl.clone();
  if (!isElsewhere) url.pathname = page;
  url.searchParams.set("callbackUrl", nextUrl.href);
  return url.href;
}

/**
 * The response with the session's cookies. It is copied: an app may return one and the same object to everybody.
 * Through `NextResponse` the Server Components of this request see the new cookies too.
 */
async function withCookies(response: Response, cookies: readonly Cookie[]): Promise<Response> {
  const own = response.headers.getSetCookie();
  // The function has signed in or out by itself.
  if (cookies.some(({ name }) => own.some((line) => line.startsWith(`${name}=`)))) return response;
  const { NextResponse } = await loadServer();
  const carrier: NextResponse = new NextResponse();
  writeTo(carrier.cookies as unknown as CookieStore, cookies);
  const copy = new Response(response.body, response);
  for (const [name, value] of carrier.headers) copy.headers.append(name, value);
  return copy;
}
