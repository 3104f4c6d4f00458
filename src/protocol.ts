/** What client and server agree on: route names, the header, the channel. Neither knows the other otherwise. */
import type { AuthAction } from "./types/index.js";

/** The routes below the base path. */
const actions: readonly AuthAction[] = [
  "providers",
  "session",
  "csrf",
  "signin",
  "signout",
  "callback",
  "verify-request",
  "error",
  "webauthn-options",
];

/** Is this the name of a route? */
export function isAuthAction(action: string): action is AuthAction {
  return (actions as readonly string[]).includes(action);
}

/** A request with this header gets `200 {"url"}` where a redirect would have been. */
export const returnRedirectHeader = "X-Auth-Return-Redirect";

/** The BroadcastChannel on which tabs tell each other that the session changed. */
export const channelName = "next-auth";

/** Where the routes are in a Next.js app that says nothing else. */
export const defaultBasePath = "/api/auth";
