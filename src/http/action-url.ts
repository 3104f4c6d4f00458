import type { Env } from "../config/env.js";
import { resolveLogger } from "../config/logger.js";
import type { AuthAction, AuthConfig } from "../types/index.js";

/** The protocol and host that a request came to: `AUTH_URL`, else the forwarded headers, else `Host`. */
function originOf(headers: Headers, protocol: string | undefined): string {
  const host = first(headers.get("x-forwarded-host")) ?? headers.get("host");
  const named = first(headers.get("x-forwarded-proto")) ?? protocol ?? "https";
  // Only these two: anything else in the header is somebody's attempt at something.
  const scheme = named.replace(/:$/, "") === "http" ? "http" : "https";
  return `${scheme}://${host}`;
}

/** The first of a list: the value that the proxy next to the browser wrote. */
function first(list: string | null): string | undefined {
  return list?.split(",", 1)[0]?.trim() || undefined;
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
