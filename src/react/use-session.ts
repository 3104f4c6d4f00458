import * as React from "react";
import { __NEXTAUTH } from "../client/instance.js";
import type { SessionContextValue } from "../client/types.js";

/** What every entry point says where React has no context: in a Server Component. */
export const unavailable = "React Context is unavailable in Server Components";

/** The context behind `useSession`; `undefined` in the Server Components build of React. */
export const SessionContext: React.Context<SessionContextValue | undefined> = React.createContext?.<
  SessionContextValue | undefined
>(undefined);

/** Options of {@link useSession}. */
export interface UseSessionOptions<R extends boolean> {
  /** `true`: whoever is signed out is sent to the sign-in page, and the status stays `loading`. */
  required: R;
  /** What to do instead of going to the sign-in page. */
  onUnauthenticated?: () => void;
}

/**
 * The session in a Client Component: `{ data, status, update }`.
 *
 * @throws Error outside of a `SessionProvider`, and in a Server Component (use `auth()` there).
 */
export function useSession<R extends boolean>(
  options?: UseSessionOptions<R>,
): SessionContextValue<R> {
  if (!SessionContext) throw new Error(unavailable);
  const value = React.useContext(SessionContext);
  if (!value) throw new Error("`useSession` must be wrapped in a <SessionProvider />");

  const { required, onUnauthenticated } = options ?? {};
  const isMissing = required && value.status === "unauthenticated";
  React.useEffect(() => {
    if (!isMissing) return;
    if (onUnauthenticated) return onUnauthenticated();
    const callbackUrl = location.href;
    location.href = `${__NEXTAUTH.basePath}/signin?${new URLSearchParams({ error: "SessionRequired", callbackUrl })}`;
  }, [isMissing, onUnauthenticated]);

  return (isMissing ? { ...value, status: "loading" } : value) as SessionContextValue<R>;
}
