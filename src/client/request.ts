import type { ErrorType } from "../errors.js";
import { routesUrl } from "./config.js";
import type { AuthClientConfig } from "./types.js";

/**
 * Asks a route for JSON. A failure (no network, a status that is not 2xx, no JSON) is logged as
 * `ClientFetchError` and gives `undefined`, so that it cannot be mistaken for the answer `null`. So does an `init`
 * that could not be made.
 */
export async function request<T>(
  config: AuthClientConfig,
  route: string,
  init?: RequestInit | Promise<RequestInit>,
): Promise<T | undefined> {
  try {
    const response = await fetch(`${routesUrl(config)}/${route}`, await init);
    const data = await response.json();
    if (!response.ok) throw data;
    return data;
  } catch (error) {
    // Looks like the errors of errors.ts, but that file is too large for a browser.
    const type: ErrorType = "ClientFetchError";
    const logged = new Error((error as Error | null)?.message, { cause: { err: error } });
    console.error(Object.assign(logged, { name: type, type, kind: "error" }));
    return undefined;
  }
}

/** The CSRF token, or "" if it could not be had; the server then refuses. */
export async function csrfToken(config: AuthClientConfig): Promise<string> {
  return (await request<{ csrfToken?: string }>(config, "csrf"))?.csrfToken ?? "";
}
