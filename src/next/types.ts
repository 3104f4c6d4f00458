/**
 * The types of `NextAuth()`, names and shapes as in next-auth 5. Each function of the result is a named, exported
 * interface, so that `export const { auth } = NextAuth(…)` has a type that declaration files can name (no TS2742).
 */
import type { GetServerSidePropsContext, NextApiRequest, NextApiResponse } from "next";
import type { NextFetchEvent, NextMiddleware, NextRequest, NextResponse } from "next/server.js";
import type { AuthCallbacks, AuthConfig, Awaitable, Session } from "../types/index.js";
import type { ProviderId } from "../types/provider.js";

/** The configuration of `NextAuth()`. */
export interface NextAuthConfig extends Omit<AuthConfig, "raw"> {
  callbacks?: AuthCallbacks & {
    /**
     * May this request pass? Asked by `auth` as proxy (middleware) and as wrapper. A response is the answer;
     * `false` sends the browser to the sign-in page, unless `auth` wraps a function of yours, which then decides.
     * @default true
     */
    authorized?: (params: {
      request: NextRequest;
      /** The session, `null` for nobody. */
      auth: Session | null;
    }) => Awaitable<boolean | NextResponse | Response | undefined>;
  };
}

/** A request that has been through `auth`. */
export interface NextAuthRequest extends NextRequest {
  /** The session, `null` for nobody. */
  auth: Session | null;
}

/** What Next.js passes to a route handler beside the request. */
export type AppRouteHandlerFnContext = {
  // biome-ignore lint/suspicious/noExplicitAny: each route has parameters of its own.
  params: Promise<any>;
};

/** A route handler. */
export type AppRouteHandlerFn = (
  req: NextRequest,
  ctx: AppRouteHandlerFnContext,
) => void | Response | Promise<void | Response>;

/** A route handler that `auth` wraps. */
export type NextAuthRouteHandler = (
  req: NextAuthRequest,
  ctx: AppRouteHandlerFnContext,
) => ReturnType<AppRouteHandlerFn>;

/** A proxy (middleware) that `auth` wraps. */
export type NextAuthMiddleware = (
  request: NextAuthRequest,
  event: NextFetchEvent,
) => ReturnType<NextMiddleware>;

/** One of `handlers`. */
export type AppRouteHandler = (req: NextRequest) => Promise<Response>;

/** Export these from `app/api/auth/[...nextauth]/route.ts`. */
export interface AppRouteHandlers {
  GET: AppRouteHandler;
  POST: AppRouteHandler;
}

/** `auth` in each of its forms. */
export interface NextAuthFunction {
  /** In an API route of the Pages Router: the session; a renewed cookie is put on the response. */
  (...args: [NextApiRequest, NextApiResponse]): Promise<Session | null>;
  /** In a Server Component, Server Action or Route Handler: the session. */
  (...args: []): Promise<Session | null>;
  /** In `getServerSideProps`: the session; a renewed cookie is put on the response. */
  (...args: [GetServerSidePropsContext]): Promise<Session | null>;
  /** Around a route handler, which then finds the session in `req.auth`. */
  (...args: [NextAuthRouteHandler]): AppRouteHandlerFn;
  /** Around a proxy (middleware); without a function of yours, export `auth` itself as the proxy. */
  (...args: [NextAuthMiddleware]): NextMiddleware;
}

/** What `signIn` takes beside the provider; other fields go to the provider, for credentials to `authorize`. */
export type NextAuthSignInOptions<Redirect extends boolean = boolean> =
  | FormData
  | ({
      /** Where to go afterwards. @default the page that the request came from, else "/" */
      redirectTo?: string;
      /** `false` returns the URL in place of redirecting. @default true */
      redirect?: Redirect;
      // biome-ignore lint/suspicious/noExplicitAny: the provider's own fields.
    } & Record<string, any>);

/** Signs in, from a Server Action or Route Handler. @throws AuthError, and Next's redirect */
export type NextAuthSignIn = <P extends ProviderId, R extends boolean = true>(
  /** Without one, or with one that is not configured, the user is sent to the sign-in page. */
  provider?: P,
  options?: NextAuthSignInOptions<R>,
  /** Added to the provider's authorization request. */
  authorizationParams?: string[][] | Record<string, string> | string | URLSearchParams,
  // biome-ignore lint/suspicious/noExplicitAny: as next-auth has it.
) => Promise<R extends false ? any : never>;

/** Signs out, from a Server Action or Route Handler. @throws Next's redirect */
export type NextAuthSignOut = <R extends boolean = true>(options?: {
  /** Where to go afterwards. @default the page that the request came from, else "/" */
  redirectTo?: string;
  /** `false` returns `{ redirect, cookies }` in place of redirecting. @default true */
  redirect?: R;
  // biome-ignore lint/suspicious/noExplicitAny: as next-auth has it.
}) => Promise<R extends false ? any : never>;

/**
 * Changes the session, from a Server Action or Route Handler: runs the `jwt` callback with `trigger: "update"` and
 * `session: data`. What of `data` is kept is for that callback to decide.
 */
export type NextAuthUpdate = (
  data: Partial<Session | { user: Partial<Session["user"]> }>,
) => Promise<Session | null>;

/** What `NextAuth()` gives. */
export interface NextAuthResult {
  handlers: AppRouteHandlers;
  auth: NextAuthFunction;
  signIn: NextAuthSignIn;
  signOut: NextAuthSignOut;
  unstable_update: NextAuthUpdate;
}
