import {
  type AuthError,
  ExperimentalFeatureNotEnabled,
  InvalidConfig,
  InvalidEndpoints,
  MissingAdapter,
  MissingAuthorize,
  MissingSecret,
  UnsupportedStrategy,
} from "../errors.js";
import type { ResolvedProvider } from "../providers/normalize.js";
import type { AuthConfig } from "../types/index.js";

/** @throws InvalidConfig for what can only be a mistake in the code: it is told at construction. */
export function assertProviders(providers: readonly ResolvedProvider[]): void {
  const seen = new Set<string>();
  for (const { id } of providers) {
    if (!isPathSegment(id))
      throw new InvalidConfig(
        `Provider id ${JSON.stringify(id)} cannot stand in a URL: use letters, digits, - and _`,
      );
    if (seen.has(id))
      throw new InvalidConfig(`Two providers have the id "${id}": give one of them another \`id\``);
    seen.add(id);
  }
}

/** Characters that a path keeps as they are (RFC 3986 §3.3), and no segment that means something of its own. */
function isPathSegment(id: string): boolean {
  return /^[\w.~!$'()*+,;=:@-]+$/.test(id) && ![".", "..", "undefined"].includes(id);
}

/** The first thing that keeps the configuration from working, or `null`. Checked once; requests fail closed on it. */
export function findProblem(
  config: AuthConfig,
  providers: readonly ResolvedProvider[],
  publicUrl: string | undefined,
): AuthError | null {
  if (!config.secret?.length) return new MissingSecret("Please define a `secret`");
  if (publicUrl && !URL.canParse(publicUrl))
    return new InvalidConfig(
      `AUTH_URL is ${JSON.stringify(publicUrl)}, which is no URL: write it with https://`,
    );
  for (const provider of providers) {
    const missing = missingEndpoint(provider);
    if (missing)
      return new InvalidEndpoints(
        `Provider "${provider.id}" is missing both \`issuer\` and \`${missing}\` endpoint config. At least one of them is required`,
      );
    if (provider.type === "credentials" && !provider.authorize)
      return new MissingAuthorize(
        "Must define an authorize() handler to use credentials authentication provider",
      );
  }
  return problemOfStorage(config, providers);
}

function missingEndpoint(provider: ResolvedProvider): string | null {
  if (provider.type !== "oauth" && provider.type !== "oidc") return null;
  if (provider.issuer) return null;
  if (!provider.authorization?.url) return "authorization";
  if (!provider.token?.url) return "token";
  if (!provider.userinfo?.url) return "userinfo";
  return null;
}

function problemOfStorage(
  config: AuthConfig,
  providers: readonly ResolvedProvider[],
): AuthError | null {
  const types = new Set(providers.map((provider) => provider.type));
  const { adapter, session, experimental } = config;
  if (session?.strategy === "database" && types.size === 1 && types.has("credentials"))
    return new UnsupportedStrategy(
      "Signing in with credentials only supported if JWT strategy is enabled",
    );
  if (types.has("email") && !adapter) return new MissingAdapter("Email login requires an adapter");
  if (session?.strategy === "database" && !adapter)
    return new MissingAdapter("Database session requires an adapter");
  if (types.has("webauthn") && !experimental?.enableWebAuthn)
    return new ExperimentalFeatureNotEnabled(
      "WebAuthn is an experimental feature. To enable it, set `experimental.enableWebAuthn` to `true` in your config",
    );
  if (types.has("webauthn") && !adapter) return new MissingAdapter("WebAuthn requires an adapter");
  if (adapter)
    return new UnsupportedStrategy(
      "This version keeps sessions in the cookie only: `adapter` comes with the storage release",
    );
  return null;
}
