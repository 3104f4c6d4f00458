import type { ResponseInternal } from "../../types/index.js";
import { callbackUrlCookies, csrfCookies, type Visit } from "../app.js";
import { show } from "./page.js";

/** GET /signout: asks. */
export async function getSignOut(visit: Visit): Promise<ResponseInternal> {
  const { app, request, baseUrl } = visit;
  const callbackUrl = await visit.callbackUrl();
  const remembered = request.query.callbackUrl ? callbackUrlCookies(visit, callbackUrl) : [];
  const cookies = [...(await csrfCookies(visit)), ...remembered];
  const { pages, basePath, theme } = app.config;
  if (pages.signOut) return { redirect: pages.signOut, cookies };
  const issued = await visit.csrf();
  const model = {
    action: `${baseUrl}${basePath}/signout`,
    cancelUrl: baseUrl,
    theme,
    ...(issued && { csrfToken: issued.token }),
  };
  return { ...(await show(({ signOutPage }) => signOutPage(model))), cookies };
}

/** POST /signout: does it. */
export async function postSignOut(visit: Visit): Promise<ResponseInternal> {
  const redirect = await visit.callbackUrl();
  const cookies = await visit.app.sessions.end(visit.request.cookies);
  return { redirect, cookies: [...cookies] };
}
