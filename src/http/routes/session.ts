import type { ResponseInternal } from "../../types/index.js";
import type { Visit } from "../app.js";
import { csrfCookies } from "../app.js";

const json = { "Content-Type": "application/json" };

/** GET /session: who is signed in, `null` for nobody. */
export async function getSession(visit: Visit): Promise<ResponseInternal> {
  const { app, request } = visit;
  const issued = await csrfCookies(visit);
  const { session, cookies } = await app.sessions.read(request.cookies, {
    view: "client",
    writable: true,
  });
  return { body: session, headers: json, cookies: [...issued, ...cookies] };
}

/** POST /session: `update()`. */
export async function updateSession({ app, request }: Visit): Promise<ResponseInternal> {
  const { session, cookies } = await app.sessions.update(
    request.cookies,
    request.body?.data,
    "client",
  );
  return { body: session, headers: json, cookies: [...cookies] };
}
