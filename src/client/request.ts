import type { ErrorType } from "../errors.js";
import { routesUrl } from "./config.js";
import type { AuthClientConfig } from "./types.js";

/**
 * Asks a route for JSON. A failure (no network, a status that is not 2xx, no JSON) is logged as
 * `ClientFetchError` and gives `undefined`, so that it cannot be mistaken for the answer `null`.
 */
export async function request<T>(
  config: AuthClientConfig,
  route: string,
  init?: RequestInit,
): Promise<T | undefined> {
  try {
    const response = await fetch(`${routesUrl(config)}/${route}`, init);
    const data = await response.json();
    if (!response.ok) throw data;
    return data;
  } catch (error) {
    console.error(clientFetchError(error));
    return undefined;
  }
}

/** Looks like the errors of errors.ts, but that file is too large for a browser. */
function clientFetchError(reason: unknown): Error {
  const type: ErrorType = "ClientFetchError";
  const error = new Error((reason as Error | null)?.message, { cause: { err: reason } });
  return Object.assign(error, { name: type, type, kind: "error" });
}

/** The CSRF token, or "" if it could not be had; the server then refuses. */
export async function csrfToken(config: AuthClientConfig): Promise<string> {
  return (await request<{ csrfToken?: string }>(config, "csrf"))?.csrfToken ?? "";
}
