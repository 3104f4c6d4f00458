/**
 * `latchkey`: sign-in and sessions for Next.js. `NextAuth()` and the names of `next-auth` 5, and beside them those
 * that `@auth/core` has at its root. Neither `next` nor `react` is loaded before a call needs it.
 */
import { createAuthFunction } from "./next/auth.js";
import { createBind, type LazyConfig } from "./next/binding.js";
import { asNextRequest, atBasePath } from "./next/request.js";
import type { AppRouteHandler, NextAuthConfig, NextAuthResult } from "./next/types.js";

export {
  Auth,
  createActionURL,
  customFetch,
  isAuthAction,
  raw,
  setEnvDefaults,
  skipCSRFCheck,
} from "./core.js";
export { AuthError, CredentialsSignin } from "./errors.js";
// Also so that an augmentation of "next-auth/jwt" counts: TypeScript loads no file because of an augmentation alone.
export type { DefaultJWT, JWT } from "./jwt.js";
export type {
  AppRouteHandler,
  AppRouteHandlerFn,
  AppRouteHandlerFnContext,
  AppRouteHandlers,
  NextAuthConfig,
  NextAuthFunction,
  NextAuthMiddleware,
  NextAuthRequest,
  NextAuthResult,
  NextAuthRouteHandler,
  NextAuthSignIn,
  NextAuthSignInOptions,
  NextAuthSignOut,
  NextAuthUpdate,
} from "./next/types.js";
export type {
  Account,
  AuthConfig,
  DefaultSession,
  DefaultUser,
  Profile,
  Session,
  User,
} from "./types/index.js";

/** Loaded by the first action: most starts of a server are to render a page. */
const loadActions = () => import("./next/actions.js");

/**
 * Makes an app's authentication for Next.js.
 *
 * ```ts
 * export const { handlers, auth, signIn, signOut } = NextAuth({ providers: [GitHub] });
 * ```
 *
 * The environment (`AUTH_SECRET`, `AUTH_GITHUB_ID`, `AUTH_URL` …) fills in what the configuration leaves open; the
 * object you pass is not changed. A function makes a configuration per request, and is asked on every call: it gets
 * the request in handlers, proxy and wrapper, and `undefined` elsewhere; `auth(handler)` is then a promise.
 *
 * @throws InvalidConfig for mistakes in the code, such as two providers of one id
 */
export default function NextAuth(config: NextAuthConfig | LazyConfig): NextAuthResult {
  const bind = createBind(config);
  const auth = createAuthFunction(bind);
  const handler: AppRouteHandler = async (request) => {
    const { config: bound, instance } = await bind(request);
    return instance.handle(await atBasePath(await asNextRequest(request), bound.basePath));
  };
  return {
    handlers: { GET: handler, POST: handler },
    // Only a lazy `auth(handler)` is a promise where the type says function: apps written for next-auth await it.
    auth: (typeof config === "function"
      ? async (...args: unknown[]) => auth(...args)
      : auth) as NextAuthResult["auth"],
    signIn: (async (...args) => {
      const { signIn } = await loadActions();
      return signIn(await bind(undefined), ...args);
    }) as NextAuthResult["signIn"],
    signOut: (async (...args) => {
      const { signOut } = await loadActions();
      return signOut(await bind(undefined), ...args);
    }) as NextAuthResult["signOut"],
    async unstable_update(data) {
      const { update } = await loadActions();
      return update(await bind(undefined), data);
    },
  };
}
