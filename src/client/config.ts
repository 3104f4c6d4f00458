import { defaultBasePath } from "../protocol.js";
import type { AuthClientConfig } from "./types.js";

/**
 * The routes' place, from the environment that next-auth's client reads. The variables are spelled out because
 * a bundler replaces exactly these expressions; a browser without a bundler has no `process`.
 */
export function createConfig(): AuthClientConfig {
  const [url, internal, vercel] =
    typeof process === "undefined"
      ? []
      : [process.env.NEXTAUTH_URL, process.env.NEXTAUTH_URL_INTERNAL, process.env.VERCEL_URL];
  const [baseUrl, basePath] = place(url ?? vercel);
  const [baseUrlServer, basePathServer] = place(internal ?? url ?? vercel);
  return {
    baseUrl,
    basePath,
    baseUrlServer,
    basePathServer,
    _lastSync: 0,
    _getSession: () => {},
  };
}

/** Origin and path of a URL that may lack its scheme; a host alone has the routes at the default path. */
function place(url: string | undefined): [origin: string, path: string] {
  const whole = url || "http://localhost:3000";
  const { origin, pathname } = new URL(whole.startsWith("http") ? whole : `https://${whole}`);
  return [origin, pathname === "/" ? defaultBasePath : pathname.replace(/\/$/, "")];
}

/** Is this a browser? The client also runs while the server renders. */
export function inBrowser(): boolean {
  return typeof window !== "undefined";
}

/** What goes before a route's name: a path in the browser, a whole URL on the server. */
export function routesUrl(config: AuthClientConfig): string {
  return inBrowser() ? config.basePath : config.baseUrlServer + config.basePathServer;
}
