/** Providers as an app lists them, turned into providers with every question answered. */
import { InvalidConfig } from "../errors.js";
import { definedOnly } from "../lib/object.js";
import {
  type Check,
  type ResolvedEndpoint,
  type ResolvedOAuthProvider,
  signsWithSecret,
} from "../methods/oauth/provider.js";
import type { TokenSet } from "../types/index.js";
import type {
  AuthorizationEndpointHandler,
  CredentialsConfig,
  EmailConfig,
  OAuthConfig,
  OAuthProviderButtonStyles,
  OIDCConfig,
  ProfileCallback,
  Provider,
  TokenEndpointHandler,
  UserinfoEndpointHandler,
  WebAuthnConfig,
} from "../types/provider.js";
import { merge, type Options } from "./merge.js";

interface Styled {
  readonly style?: OAuthProviderButtonStyles;
}

/** A provider ready for use, told apart by `type`. */
export type ResolvedProvider =
  | ResolvedOAuthProvider
  | (CredentialsConfig & Styled)
  | (EmailConfig & Styled)
  | (WebAuthnConfig & Styled);

/** What the configuration says for all providers. */
export interface ProviderDefaults {
  readonly redirectProxyUrl?: string | undefined;
}

/**
 * Merges each provider's `options` over what the provider itself says, and decides its defaults. The app's objects
 * are not changed. The environment is expected to have been asked before.
 * @throws InvalidConfig where an URL is none, or ID tokens could not be verified
 */
export function normalizeProviders(
  providers: readonly Provider[],
  defaults: ProviderDefaults = {},
): readonly ResolvedProvider[] {
  return providers.map((provider) => {
    const { options, ...own } = typeof provider === "function" ? provider({}) : provider;
    const merged = merge(own as Options, (options ?? {}) as Options);
    if (merged.type !== "oauth" && merged.type !== "oidc") return Object.freeze(merged) as never;
    return Object.freeze(normalizeOAuth(merged as never, defaults));
  });
}

function normalizeOAuth(
  // biome-ignore lint/suspicious/noExplicitAny: a list holds providers of any profile.
  config: OAuthConfig<any>,
  { redirectProxyUrl: fallback }: ProviderDefaults,
): ResolvedOAuthProvider {
  const { id, authorization, token, userinfo, redirectProxyUrl, checks, ...rest } = config;
  const toEndpoint = (name: string, given: EndpointConfig) => {
    const endpoint = resolveEndpoint(given, `\`${name}\` of provider "${id}"`);
    return endpoint && { [name]: endpoint };
  };
  const authorizationEndpoint = toEndpoint("authorization", authorization)?.authorization;
  // The proxy passes the query on; a form cannot be redirected.
  const isProxied = authorizationEndpoint?.params.response_mode !== "form_post";
  const proxy = isProxied ? (redirectProxyUrl ?? fallback) : undefined;
  if (proxy) assertUrl(proxy, `\`redirectProxyUrl\` of provider "${id}"`);
  const resolved = {
    ...rest,
    id,
    ...(authorizationEndpoint && { authorization: authorizationEndpoint }),
    ...toEndpoint("token", token),
    ...toEndpoint("userinfo", userinfo),
    ...(proxy && { redirectProxyUrl: `${proxy}/callback/${id}` }),
    checks: decideChecks(config, proxy !== undefined),
    authjsChecks: authjsChecks(checks, proxy !== undefined),
    profile: config.profile ?? defaultProfile,
    account: config.account ?? defaultAccount,
    idToken: (config as OIDCConfig<unknown>).idToken !== false,
  } as ResolvedOAuthProvider;
  assertVerifiable(resolved);
  return resolved;
}

type EndpointConfig =
  | AuthorizationEndpointHandler
  | TokenEndpointHandler
  | UserinfoEndpointHandler
  | string
  | undefined;

/** A URL's own query counts as parameters, and the object's parameters win over it. */
function resolveEndpoint(given: EndpointConfig, what: string): ResolvedEndpoint | undefined {
  if (!given) return undefined;
  const { url, params, ...hooks } = typeof given === "string" ? { url: given } : given;
  if (url !== undefined) assertUrl(url, what);
  const own = url === undefined ? {} : Object.fromEntries(new URL(url).searchParams);
  const added = Object.entries(params ?? {}).flatMap(([name, value]) =>
    // `claims` is the one parameter that is an object (OpenID Connect Core §5.5).
    value === undefined || value === null
      ? []
      : [
          [
            name,
            name === "claims" && typeof value === "object" ? JSON.stringify(value) : String(value),
          ],
        ],
  );
  return {
    ...hooks,
    ...(url !== undefined && { url: String(url) }),
    params: { ...own, ...Object.fromEntries(added) },
  };
}

function assertUrl(url: unknown, what: string): void {
  if (URL.canParse(String(url)) && /^https?:$/.test(new URL(String(url)).protocol)) return;
  throw new InvalidConfig(`${what} must be an http(s) URL`);
}

/** Where neither a key set nor discovery nor a shared secret is there, an ID token could not be verified. */
function assertVerifiable(provider: ResolvedOAuthProvider): void {
  const { id, type, issuer, jwks_endpoint } = provider;
  if (type !== "oidc" || issuer || jwks_endpoint || signsWithSecret(provider)) return;
  const isComplete = provider.authorization?.url && provider.token?.url && provider.userinfo?.url;
  // Without endpoints there is more missing than keys, and another message says so.
  if (!isComplete) return;
  throw new InvalidConfig(
    `Provider "${id}" has neither \`issuer\` nor \`jwks_endpoint\`, so that its ID tokens cannot be verified: set one of them`,
  );
}

/**
 * State is always sent, unless `["none"]` stands alone. A list that leaves PKCE out is taken at its word, and one
 * that names no `nonce` either, such as `["state"]` or `[]`, means a provider that may not know that one.
 */
function decideChecks({ type, checks = ["pkce"] }: Listed, isProxied: boolean): readonly Check[] {
  const isNone = checks.length === 1 && checks[0] === "none";
  if (isNone) return isProxied ? ["state"] : [];
  const list: readonly string[] = checks;
  const pkce = list.includes("pkce");
  const nonce = type === "oidc" && (pkce || list.includes("nonce"));
  return [...(pkce ? ["pkce" as const] : []), "state", ...(nonce ? ["nonce" as const] : [])];
}

type Listed = Pick<OAuthConfig<unknown>, "type"> & { checks?: readonly string[] };

/** The checks of Auth.js for the same list. */
function authjsChecks(listed: readonly string[] = ["pkce"], isProxied: boolean): readonly Check[] {
  const known: readonly Check[] = ["pkce", "state", "nonce"];
  return known.filter((check) => listed.includes(check) || (check === "state" && isProxied));
}

/** The claims of OpenID Connect Core §5.1 as a user. */
// biome-ignore lint/suspicious/noExplicitAny: the profile of whatever provider.
const defaultProfile: ProfileCallback<any> = (profile) =>
  definedOnly({
    id: profile.sub ?? profile.id ?? crypto.randomUUID(),
    name: profile.name ?? profile.nickname ?? profile.preferred_username,
    email: profile.email,
    image: profile.picture,
  });

/** What adapters have columns for. */
function defaultAccount(tokens: TokenSet): TokenSet {
  const { access_token, id_token, refresh_token, expires_at, scope, token_type, session_state } =
    tokens;
  const kept = { access_token, id_token, refresh_token, expires_at, scope, token_type };
  return definedOnly({ ...kept, session_state }) as TokenSet;
}
