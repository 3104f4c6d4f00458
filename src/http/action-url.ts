import type { Env } from "../config/env.js";
import { resolveLogger } from "../config/logger.js";
import { forwardedProtocol } from "../lib/url.js";
import type { AuthAction, AuthConfig } from "../types/index.js";

/** The protocol and host that a request came to by its headers. */
function originOf(headers: Headers, protocol: string | undefined): string {
  // Of a list the first: the value that the proxy next to the browser wrote.
  const forwarded = headers.get("x-forwarded-host")?.split(",", 1)[0]?.trim();
  const known = protocol && /^http:?$/.test(protocol) ? "http:" : "https:";
  return `${forwardedProtocol(headers) ?? known}//${forwarded || headers.get("host")}`;
}

/**
 * The URL of a route, as our own server code needs it outside of a request to that route.
 *
 * @param protocol what the caller knows of the request, where no header says it
 * @throws TypeError where neither the environment nor the headers name a valid host
 */
export function createActionURL(
  action: AuthAction,
  protocol: string | undefined,
  headers: Headers,
  env: Env,
  config: Pick<AuthConfig, "basePath" | "logger" | "debug">,
): URL {
  const { basePath } = config;
  const envUrl = env.AUTH_URL ?? env.NEXTAUTH_URL;
  const url = new URL(envUrl ?? originOf(headers, protocol ?? undefined));
  if (envUrl && basePath && basePath !== "/" && url.pathname !== "/") {
    if (url.pathname !== basePath) resolveLogger(config).warn("env-url-basepath-mismatch");
    url.pathname = "/";
  }
  const root = url.toString().replace(/\/$/, "");
  const path = basePath?.replace(/^\/|\/$/g, "");
  return new URL(path === undefined ? `${root}/${action}` : `${root}/${path}/${action}`);
}
