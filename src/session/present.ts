/** From a token to what the app sees: the `session` callback, and what is added for our own server code. */
import type { AuthCallbacks, JWT, Session } from "../types/index.js";
import type { View } from "./engine.js";

/** What every session has, whatever the app adds. */
function baseSession(token: JWT, expires: number): Session {
  return {
    user: { name: token.name, email: token.email, image: token.picture } as NonNullable<
      Session["user"]
    >,
    expires: new Date(expires * 1000).toISOString(),
  };
}

/**
 * Runs the `session` callback. A browser gets what it returns and nothing else; on the server the token stands in
 * for a `user` that the callback left out, as in Auth.js.
 */
export async function presentToken(
  callback: AuthCallbacks["session"],
  token: JWT,
  expires: number,
  view: View,
): Promise<Session> {
  const session = baseSession(token, expires);
  if (!callback) return session;
  const answer = (await callback({ session, token } as never)) as Session;
  return view === "client" ? answer : { user: token, ...(answer ?? session) };
}
