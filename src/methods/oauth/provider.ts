import type { customFetch } from "../../symbols.js";
import type { Profile } from "../../types/index.js";
import type {
  AccountCallback,
  OAuthClientMetadata,
  OAuthProviderButtonStyles,
  ProfileCallback,
  TokenEndpointHandler,
  UserinfoEndpointHandler,
} from "../../types/provider.js";

/** What binds an answer to the browser that asked: RFC 7636, RFC 6749 §10.12, OpenID Connect Core §15.5.2. */
export type Check = "pkce" | "state" | "nonce";

/** Where a provider leaves the standards. Internal: the providers of this package set it, apps cannot. */
export const quirks: unique symbol = Symbol.for("latchkey.provider-quirks") as never;

/** A provider's metadata as its discovery document has it (OpenID Connect Discovery §3). */
export type Metadata = { readonly issuer: string; readonly [member: string]: unknown };

/** The deviations that the flow knows how to live with. */
export interface ProviderQuirks {
  /** Repairs the discovery document. `issuer` is the configured one. */
  readonly discovered?: (document: Metadata, issuer: string) => Metadata;
  /** The issuer that an ID token must name, where each tenant has its own; `null` refuses the token. */
  readonly issuerOf?: (issuer: string, claims: Readonly<Record<string, unknown>>) => string | null;
  /** The token endpoint reports errors with status 200. */
  readonly errorsWithStatus200?: boolean;
  /** Adds to the profile what only the callback's parameters say. They are not authenticated. */
  readonly fromCallback?: (profile: Profile, parameters: URLSearchParams) => Profile;
}

/** An endpoint after its two notations (a string, an object) became one. */
export interface ResolvedEndpoint<Handler = unknown> {
  /** Absent: discovery says where it is. */
  readonly url?: string;
  /** Set on the URL's query, wherever the URL came from. */
  readonly params: Readonly<Record<string, string>>;
  readonly request?: Handler;
  readonly conform?: (
    response: Response,
  ) => Response | undefined | PromiseLike<Response | undefined>;
  /** The key of `private_key_jwt`. */
  readonly clientPrivateKey?: CryptoKey | { key: CryptoKey; kid: string };
}

/** A provider of type `oauth` or `oidc` with the app's options merged in and every default decided. */
export interface ResolvedOAuthProvider {
  readonly id: string;
  readonly name: string;
  readonly type: "oauth" | "oidc";
  readonly style?: OAuthProviderButtonStyles;
  readonly issuer?: string;
  /** The discovery document's URL, where it is not at the issuer's well-known place. */
  readonly wellKnown?: string;
  readonly jwks_endpoint?: string;
  readonly authorization?: ResolvedEndpoint;
  readonly token?: ResolvedEndpoint<NonNullable<TokenEndpointHandler["request"]>>;
  readonly userinfo?: ResolvedEndpoint<NonNullable<UserinfoEndpointHandler["request"]>>;
  /** What we do. Empty only for `checks: ["none"]`. */
  readonly checks: readonly Check[];
  /** What Auth.js would do for the same options: the cookies of a sign-in that began there. */
  readonly authjsChecks: readonly Check[];
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly client?: Readonly<OAuthClientMetadata>;
  // biome-ignore lint/suspicious/noExplicitAny: each provider's profile has a type of its own.
  readonly profile: ProfileCallback<any>;
  readonly account: AccountCallback;
  /** OpenID Connect: the profile is the ID token's claims. */
  readonly idToken: boolean;
  readonly allowDangerousEmailAccountLinking?: boolean;
  /** With `/callback/:id` at its end. */
  readonly redirectProxyUrl?: string;
  readonly [customFetch]?: typeof fetch;
  readonly [quirks]?: ProviderQuirks;
}

/** An endpoint's full URL, or `undefined` where neither the configuration nor `discovered` knows it. */
export function endpointUrl(
  endpoint: ResolvedEndpoint | undefined,
  discovered?: unknown,
): URL | undefined {
  const text = endpoint?.url ?? discovered;
  if (typeof text !== "string") return undefined;
  const url = new URL(text);
  for (const [name, value] of Object.entries(endpoint?.params ?? {}))
    url.searchParams.set(name, value);
  return url;
}

/** Are the ID tokens signed with the client secret (OpenID Connect Core §10.1)? */
export function signsWithSecret(provider: ResolvedOAuthProvider): boolean {
  return provider.client?.id_token_signed_response_alg?.startsWith("HS") ?? false;
}
