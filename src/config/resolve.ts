import { type AuthError, EventError, InvalidConfig, UntrustedHost } from "../errors.js";
import { definedOnly } from "../lib/object.js";
import { normalizeProviders, type ResolvedProvider } from "../providers/normalize.js";
import type { SessionPolicy } from "../session/policy.js";
import { skipCSRFCheck } from "../symbols.js";
import { type Secrets, toSecrets } from "../token/secrets.js";
import type {
  AuthCallbacks,
  AuthConfig,
  AuthEvents,
  JWTOptions,
  PagesOptions,
  Theme,
  WarningCode,
} from "../types/index.js";
import { assertProviders, findProblem } from "./assert.js";
import { assertCookies, type Cookies, resolveCookies } from "./cookies.js";
import type { Env } from "./env.js";
import { type Logger, resolveLogger } from "./logger.js";

/** What Auth.js does where an app has no callback of its own. */
export const defaultCallbacks: Required<Pick<AuthCallbacks, "signIn" | "redirect">> = {
  signIn: () => true,
  redirect({ url, baseUrl }) {
    if (url.startsWith("/")) return `${baseUrl}${url}`;
    return URL.canParse(url) && new URL(url).origin === baseUrl ? url : baseUrl;
  },
};

/** Secrets by what they are for: `jwt.secret` replaces the general one for everything that is sealed. */
export interface AppSecrets {
  /** Of sessions, and of what a sign-in carries along. */
  readonly tokens: Secrets;
  readonly csrf: Secrets;
}

/** A configuration with every question answered. Frozen; the app's own objects are never changed. */
export interface Config {
  /** Without a slash at its end; "" where the routes are at the root. */
  readonly basePath: string;
  /** Where the browser finds us, if the environment says so: behind a proxy a request names the inner host. */
  readonly origin: string | undefined;
  /** `null` where there is none: that is a problem, and no request gets this far. */
  readonly secrets: AppSecrets | null;
  readonly trustHost: boolean;
  readonly providers: readonly ResolvedProvider[];
  readonly pages: Readonly<Partial<PagesOptions>>;
  readonly theme: Readonly<Theme>;
  readonly callbacks: Readonly<AuthCallbacks> & typeof defaultCallbacks;
  /** Never throw: what a handler throws is logged. */
  readonly events: Readonly<AuthEvents>;
  readonly logger: Logger;
  /** Seconds. */
  readonly session: SessionPolicy;
  readonly jwt: Readonly<Partial<JWTOptions>> & {
    readonly maxAge: number;
    readonly secret: string | string[];
  };
  readonly useSecureCookies: boolean | undefined;
  /** The cookies on https, and on http. */
  readonly cookies: { readonly secure: Cookies; readonly plain: Cookies };
  readonly skipCsrf: boolean;
  readonly trustedOrigins: ReadonlySet<string>;
  readonly redirectProxyUrl: string | undefined;
  readonly acceptV4Until: number;
  /** Why no request can be answered, where that is so. */
  readonly problem: AuthError | null;
  /** Told once, with the first call. */
  readonly warnings: readonly WarningCode[];
}

/** A day and a month, in seconds. */
const day = 86_400;
const month = 30 * day;

/**
 * Answers every question of a configuration.
 * @throws InvalidConfig for mistakes that no environment variable can mend: duplicate provider ids, impossible cookies.
 */
export function resolveConfig(config: AuthConfig, env: Env = {}): Config {
  const logger = resolveLogger(config);
  const providers = normalizeProviders(config.providers, {
    redirectProxyUrl: config.redirectProxyUrl,
  });
  assertProviders(providers);
  const cookies = {
    secure: resolveCookies(true, config.cookies),
    plain: resolveCookies(false, config.cookies),
  };
  assertCookies(cookies.secure);
  const publicUrl = env.AUTH_URL ?? env.NEXTAUTH_URL;
  const jwtSecret = config.jwt && "secret" in config.jwt ? config.jwt.secret : undefined;
  const secret = (jwtSecret as string | string[] | undefined) ?? config.secret ?? [];
  const { maxAge = month, updateAge = day, absoluteMaxAge, idleTimeout } = config.session ?? {};
  const v4 = config.compat?.v4 ?? true;
  return Object.freeze({
    basePath: (config.basePath ?? "/auth").replace(/\/+$/, ""),
    origin: publicUrl && URL.canParse(publicUrl) ? new URL(publicUrl).origin : undefined,
    secrets: toAppSecrets(config.secret, secret),
    trustHost: config.trustHost ?? false,
    providers,
    pages: { ...config.pages },
    theme: { colorScheme: "auto", logo: "", brandColor: "", buttonText: "", ...config.theme },
    callbacks: { ...defaultCallbacks, ...definedOnly(config.callbacks ?? {}) },
    events: safely(config.events ?? {}, logger),
    logger,
    session: {
      maxAge,
      updateAge,
      tokenMaxAge: config.jwt?.maxAge ?? maxAge,
      ...(absoluteMaxAge !== undefined && { absoluteMaxAge }),
      ...(idleTimeout !== undefined && { idleTimeout }),
    },
    jwt: { maxAge, ...config.jwt, secret },
    useSecureCookies: config.useSecureCookies,
    cookies,
    skipCsrf: config.skipCSRFCheck === skipCSRFCheck,
    trustedOrigins: new Set(config.trustedOrigins?.map(toOrigin)),
    redirectProxyUrl: config.redirectProxyUrl,
    acceptV4Until: v4 === true ? Number.POSITIVE_INFINITY : v4 === false ? 0 : v4.getTime(),
    problem: findProblem(config, providers, publicUrl),
    warnings: config.debug ? ["debug-enabled"] : [],
  } satisfies Config);
}

function toOrigin(url: string): string {
  if (URL.canParse(url)) return new URL(url).origin;
  throw new InvalidConfig(`trustedOrigins has ${JSON.stringify(url)}, which is no URL`);
}

function toAppSecrets(
  general: AuthConfig["secret"],
  ofTokens: AuthConfig["secret"],
): AppSecrets | null {
  const [csrf, tokens] = [toSecrets(general), toSecrets(ofTokens)];
  return csrf && tokens ? { csrf, tokens } : null;
}

/** Events are told after the fact: a handler that throws must not undo it. */
function safely(events: AuthEvents, logger: Logger): AuthEvents {
  const guarded = Object.entries(definedOnly(events)).map(([name, handler]) => [
    name,
    async (message: never) => {
      try {
        await (handler as (message: never) => unknown)(message);
      } catch (error) {
        logger.error(new EventError(error as Error));
      }
    },
  ]);
  return Object.fromEntries(guarded);
}

/** Why no request to this URL may be answered, if there is a reason. */
export function problemOf(config: Config, url: string): AuthError | null {
  if (!config.trustHost) return new UntrustedHost(`Host must be trusted. URL was: ${url}`);
  return config.problem;
}
