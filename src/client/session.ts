import type { ProviderId } from "../types/provider.js";
import type { Session } from "../types/session.js";
import { inBrowser } from "./config.js";
import { __NEXTAUTH, page } from "./instance.js";
import { csrfToken, request } from "./request.js";
import type { ClientSafeProvider, GetSessionParams } from "./types.js";

/**
 * Asks for the session; `null` if signed out, or if the request failed. The providers of the page take the
 * answer over. Requests at the same time are one request. On a server pass `{ headers: { cookie } }`.
 */
export async function getSession(
  params: GetSessionParams & { headers?: { cookie?: string } } = {},
): Promise<Session | null> {
  const { broadcast = true, headers } = params;
  if (!inBrowser()) {
    const init = headers?.cookie ? { headers: { cookie: headers.cookie } } : undefined;
    return (await request<Session | null>(__NEXTAUTH, "session", init)) ?? null;
  }
  const answer = await page.read();
  if (broadcast) page.post("getSession");
  return answer ?? null;
}

/** The CSRF token that every POST to the routes needs; "" if it could not be had. */
export function getCsrfToken(): Promise<string> {
  return csrfToken(__NEXTAUTH);
}

/** The configured providers by id; `null` if the request failed. */
export async function getProviders(): Promise<Record<ProviderId, ClientSafeProvider> | null> {
  const providers = await request<Record<ProviderId, ClientSafeProvider>>(__NEXTAUTH, "providers");
  return providers ?? null;
}
