/** What the environment says where the configuration is silent (`AUTH_*`, and next-auth v4's `NEXTAUTH_*`). */
import type { AuthConfig } from "../types/index.js";
import type { Provider } from "../types/provider.js";
import { resolveLogger } from "./logger.js";

/** `process.env`, or what a runtime has in its place. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The environment of this process; empty where there is none. */
export function processEnv(): Env {
  return typeof process === "object" ? (process.env ?? {}) : {};
}

/** Words that mean no. Auth.js takes any non-empty string for a yes, "false" included. */
const no: ReadonlySet<string> = new Set(["", "0", "false", "no", "off"]);

function isTrusted(env: Env): boolean {
  if (env.AUTH_TRUST_HOST !== undefined && no.has(env.AUTH_TRUST_HOST.toLowerCase())) return false;
  return !!(
    env.AUTH_URL ??
    env.AUTH_TRUST_HOST ??
    env.VERCEL ??
    env.CF_PAGES ??
    env.NODE_ENV !== "production"
  );
}

/** Newest first: a numbered secret is put before the ones that it replaces. */
function secretsOf(env: Env): string[] {
  const { AUTH_SECRET_3, AUTH_SECRET_2, AUTH_SECRET_1 } = env;
  const unnumbered = env.AUTH_SECRET ?? env.NEXTAUTH_SECRET;
  return [AUTH_SECRET_3, AUTH_SECRET_2, AUTH_SECRET_1, unnumbered].filter(
    (secret): secret is string => !!secret,
  );
}

function pathnameOf(url: string | undefined): string | undefined {
  return url && URL.canParse(url) ? new URL(url).pathname : undefined;
}

function providerFromEnv(provider: Provider, env: Env): Provider {
  const { id } = typeof provider === "function" ? provider({}) : provider;
  const key = `AUTH_${id.toUpperCase().replace(/-/g, "_")}`;
  const [clientId, clientSecret] = [env[`${key}_ID`], env[`${key}_SECRET`]];
  const [issuer, apiKey] = [env[`${key}_ISSUER`], env[`${key}_KEY`]];
  const made =
    typeof provider === "function"
      ? provider({ clientId, clientSecret, issuer, apiKey })
      : { ...provider };
  if (made.type === "oauth" || made.type === "oidc") {
    made.clientId ??= clientId as string;
    made.clientSecret ??= clientSecret as string;
    made.issuer ??= issuer as string;
  } else if (made.type === "email") {
    made.apiKey ??= apiKey as string;
  }
  return made;
}

/** The configuration with the environment's answers filled in; the object that was passed stays as it is. */
export function withEnv<C extends AuthConfig>(config: C, env: Env, defaultBasePath: string): C {
  const url = env.AUTH_URL ?? (defaultBasePath === "/auth" ? undefined : env.NEXTAUTH_URL);
  const pathname = pathnameOf(url);
  const secret = config.secret?.length ? config.secret : secretsOf(env);
  return {
    ...config,
    secret: Array.isArray(secret) && secret.length === 1 ? (secret[0] as string) : secret,
    basePath: config.basePath || (pathname && pathname !== "/" ? pathname : defaultBasePath),
    redirectProxyUrl: config.redirectProxyUrl ?? (env.AUTH_REDIRECT_PROXY_URL as string),
    trustHost: config.trustHost ?? isTrusted(env),
    providers: config.providers.map((provider) => providerFromEnv(provider, env)),
  };
}

/**
 * Fills a configuration from the environment **in place**, as integrations written for `@auth/core` expect.
 * `NextAuth()` and `createAuth()` do this by themselves, and without touching your object.
 */
export function setEnvDefaults(
  env: Env,
  config: AuthConfig,
  suppressBasePathWarning = false,
): void {
  if (env.AUTH_URL && config.basePath && !suppressBasePathWarning)
    resolveLogger(config).warn("env-url-basepath-redundant");
  const basePath = config.basePath ?? pathnameOf(env.AUTH_URL);
  Object.assign(config, withEnv({ ...config, ...(basePath && { basePath }) }, env, "/auth"));
}
