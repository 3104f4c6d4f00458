import type { customFetch } from "../symbols.js";
import type { Profile, TokenSet } from "./account.js";
import type { Awaitable, ProviderType, Theme, WebAuthnProviderType } from "./common.js";

import type { User } from "./session.js";

export type { ProviderType, WebAuthnProviderType };

/** What every provider has. */
export interface CommonProviderOptions {
  /** Unique in the configuration; it is part of URLs, and of the environment variables `AUTH_<ID>_ID` …. */
  id: string;
  /** What the sign-in button says. */
  name: string;
  type: ProviderType;
}

type UrlParams = Record<string, unknown>;

/** An endpoint whose URL, parameters or request an app or a provider changes. */
export interface EndpointHandler<Params extends UrlParams, Context = unknown, Result = unknown> {
  /** The endpoint. */
  url?: string;
  /** Added to the query. */
  params?: Params;
  /** Replaces the request. */
  request?: (
    context: Context & {
      provider: OAuthConfig<unknown> & { signinUrl: string; callbackUrl: string };
    },
  ) => Awaitable<Result> | void;
  /** Repairs a provider's answer before it is judged. Get the response as it came; return another, or nothing. */
  conform?: (response: Response) => Awaitable<Response | undefined>;
  /** The key of `private_key_jwt` client authentication (token endpoint only). */
  clientPrivateKey?: CryptoKey | { key: CryptoKey; kid: string };
}

// biome-ignore lint/suspicious/noExplicitAny: apps written for next-auth pass any provider's parameters.
export type AuthorizationEndpointHandler = EndpointHandler<any>;
export type TokenEndpointHandler = EndpointHandler<
  UrlParams,
  { params: UrlParams; checks: { state?: string; code_verifier?: string; nonce?: string } },
  { tokens: TokenSet }
>;
export type UserinfoEndpointHandler = EndpointHandler<UrlParams, { tokens: TokenSet }, Profile>;

/** Turns the provider's profile into a user; `id` becomes the account's `providerAccountId`. */
export type ProfileCallback<P> = (profile: P, tokens: TokenSet) => Awaitable<User>;

/** Chooses what of the tokens goes to storage. Nothing returned: the default set. */
export type AccountCallback = (tokens: TokenSet) => TokenSet | undefined | void;

/** The look of a provider's button. */
export interface OAuthProviderButtonStyles {
  /** URL of a logo, or a file name of ours. */
  logo?: string;
  /** Text colour. */
  text?: string;
  /** Background colour. */
  bg?: string;
  brandColor?: string;
}

/** How the client authenticates at the token endpoint (RFC 7591 §2 names). */
export interface OAuthClientMetadata {
  token_endpoint_auth_method?: string;
  id_token_signed_response_alg?: string;
  userinfo_signed_response_alg?: string;
  [metadata: string]: unknown;
}

/** An OAuth 2 provider (RFC 6749). */
export interface OAuth2Config<P> extends CommonProviderOptions {
  id: string;
  name: string;
  type: "oauth";
  /** Discovery document, where it is not at the issuer's well-known place. */
  wellKnown?: string;
  /**
   * The issuer identifier. The discovery document must name the same URL (RFC 8414 §3.3); `iss` of answers and ID
   * tokens is compared byte for byte with what the document says, or with this where there is none.
   */
  issuer?: string;
  /** The key set, for a provider configured by hand. */
  jwks_endpoint?: string;
  authorization?: string | AuthorizationEndpointHandler;
  token?: string | TokenEndpointHandler;
  userinfo?: string | UserinfoEndpointHandler;
  profile?: ProfileCallback<P>;
  account?: AccountCallback;
  /** @default ["pkce"], and `state` beside it unless `["none"]`. */
  checks?: Array<"pkce" | "state" | "none">;
  clientId?: string;
  clientSecret?: string;
  client?: Partial<OAuthClientMetadata>;
  style?: OAuthProviderButtonStyles;
  /** Link by e-mail address. Only for providers that prove the address belongs to the user. */
  allowDangerousEmailAccountLinking?: boolean;
  redirectProxyUrl?: string;
  [customFetch]?: typeof fetch;
  /** What the app passed; wins over what the provider says. */
  options?: OAuthUserConfig<P>;
}

/** An OpenID Connect provider (OpenID Connect Core 1.0). */
export interface OIDCConfig<P> extends Omit<OAuth2Config<P>, "type" | "checks"> {
  type: "oidc";
  checks?: Array<NonNullable<OAuth2Config<P>["checks"]>[number] | "nonce">;
  /** `false`: the profile comes from the userinfo endpoint. @default true */
  idToken?: boolean;
}

export type OAuthConfig<P> = OIDCConfig<P> | OAuth2Config<P>;
export type OAuthEndpointType = "authorization" | "token" | "userinfo";
export type OAuthUserConfig<P> = Omit<Partial<OAuthConfig<P>>, "options" | "type">;
export type OIDCUserConfig<P> = Omit<Partial<OIDCConfig<P>>, "options" | "type">;

/** An input of the built-in credentials form: a label and the attributes of `<input>`. */
export interface CredentialInput {
  label?: string;
  type?: string;
  value?: string;
  placeholder?: string;
  required?: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: any attribute of <input>.
  [attribute: string]: any;
}

/** Sign-in with whatever `authorize` understands. */
export interface CredentialsConfig<
  Inputs extends Record<string, CredentialInput> = Record<string, CredentialInput>,
> extends CommonProviderOptions {
  type: "credentials";
  /** The fields of the built-in form. */
  credentials: Inputs;
  /**
   * Says who it is. `null` refuses; to say why, throw a subclass of `CredentialsSignin` with a `code`.
   * `credentials` is whatever was posted: hostile until parsed.
   */
  authorize: (
    credentials: Partial<Record<keyof Inputs, unknown>>,
    request: Request,
  ) => Awaitable<User | null>;
}

export type EmailProviderSendVerificationRequestParams = {
  identifier: string;
  url: string;
  expires: Date;
  provider: EmailConfig;
  token: string;
  theme: Theme;
  request: Request;
};

/** Sign-in by a link sent by e-mail. Needs storage. */
export interface EmailConfig extends CommonProviderOptions {
  id: string;
  type: "email";
  name: string;
  from?: string;
  /** Seconds. @default 86400 */
  maxAge?: number;
  sendVerificationRequest: (params: EmailProviderSendVerificationRequestParams) => Awaitable<void>;
  secret?: string;
  apiKey?: string;
  // biome-ignore lint/suspicious/noExplicitAny: the transport's own options.
  server?: any;
  generateVerificationToken?: () => Awaitable<string>;
  normalizeIdentifier?: (identifier: string) => string;
  options?: EmailUserConfig;
}

export type EmailUserConfig = Omit<Partial<EmailConfig>, "options" | "type">;
export type EmailProviderType = "email";

/** Sign-in by passkey. Needs storage. */
export interface WebAuthnConfig extends CommonProviderOptions {
  type: WebAuthnProviderType;
  [option: string]: unknown;
}

interface InternalProviderOptions {
  options?: Record<string, unknown>;
}

type AnyProviderConfig<P extends Profile> =
  | OIDCConfig<P>
  | OAuth2Config<P>
  | EmailConfig
  | CredentialsConfig
  | WebAuthnConfig;

/** A provider, or the function that makes it from the environment alone: `providers: [GitHub]`. */
// biome-ignore lint/suspicious/noExplicitAny: a list holds providers of any profile.
export type Provider<P extends Profile = any> = (
  | (AnyProviderConfig<P> & InternalProviderOptions)
  // biome-ignore lint/suspicious/noExplicitAny: each provider function has options of its own.
  | ((...args: any) => AnyProviderConfig<P> & InternalProviderOptions)
) &
  InternalProviderOptions;

export type CredentialsProviderId = "credentials";
export type EmailProviderId = "email" | "nodemailer" | (string & {});
export type OAuthProviderId = string & {};

/** The ids we know, and any other string. */
export type ProviderId =
  | "apple"
  | "auth0"
  | "credentials"
  | "discord"
  | "github"
  | "gitlab"
  | "google"
  | "keycloak"
  | "microsoft-entra-id"
  | "okta"
  | (string & {});

export type BuiltInProviders = Record<
  ProviderId,
  // biome-ignore lint/suspicious/noExplicitAny: one record for providers of every kind.
  (config: any) => Provider
>;

export type AppProviders = Provider[];

/** A provider as `/providers` tells of it. */
export interface AppProvider extends CommonProviderOptions {
  signinUrl: string;
  callbackUrl: string;
}
