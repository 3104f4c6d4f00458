import type { ResponseInternal } from "../../types/index.js";
import { csrfCookies, type Visit } from "../app.js";

/** GET /csrf: the token that forms must carry. */
export async function getCsrf(visit: Visit): Promise<ResponseInternal> {
  const issued = await visit.csrf();
  if (issued) {
    return {
      body: { csrfToken: issued.token },
      headers: { "Content-Type": "application/json" },
      cookies: await csrfCookies(visit),
    };
  }
  const { config, cookies } = visit.app;
  config.logger.warn("csrf-disabled");
  const { name, options } = cookies.csrfToken;
  return { status: 404, cookies: [{ name, value: "", options: { ...options, maxAge: 0 } }] };
}
