import * as React from "react";
import { __NEXTAUTH, page } from "../client/instance.js";
import { createStore } from "../client/store.js";
import type { RefetchOptions } from "../client/types.js";
import { watch } from "../client/watch.js";
import type { Session } from "../types/session.js";
import { SessionContext, unavailable } from "./use-session.js";

/** Props of {@link SessionProvider}. */
export interface SessionProviderProps extends RefetchOptions {
  children: React.ReactNode;
  /**
   * The session that the server rendered with, `null` for signed out: no request is made for it. Without it the
   * provider asks once. A session of a later server render is taken over.
   */
  session?: Session | null;
  /** Accepted and not used, as in next-auth. */
  baseUrl?: string;
  /** Where the routes are, if not below `/api/auth`. */
  basePath?: string;
}

/** Gives the session to `useSession` below it, and keeps it in step with the server and with other tabs. */
export function SessionProvider(props: SessionProviderProps): React.JSX.Element {
  if (!SessionContext) throw new Error(unavailable);
  const { children, session, basePath } = props;
  const { refetchInterval, refetchOnWindowFocus, refetchWhenOffline } = props;
  // While rendering: the effects of the children run before those of the provider, and may already ask.
  if (basePath) __NEXTAUTH.basePath = basePath;

  const [store] = React.useState(() => createStore(page, session));
  React.useSyncExternalStore(store.subscribe, store.get, store.get);
  const value = store.render(session);
  React.useEffect(() => store.start(), [store]);
  React.useEffect(() => store.pass(session), [store, session]);
  React.useEffect(
    () => watch(__NEXTAUTH, refetchInterval, refetchOnWindowFocus, refetchWhenOffline),
    [refetchInterval, refetchOnWindowFocus, refetchWhenOffline],
  );
  return React.createElement(SessionContext.Provider, { value }, children);
}
