import type { ProviderType } from "./common.js";

/** A token endpoint's answer (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3). */
export interface TokenEndpointResponse {
  readonly access_token: string;
  readonly expires_in?: number;
  readonly id_token?: string;
  readonly refresh_token?: string;
  readonly scope?: string;
  readonly authorization_details?: Record<string, unknown>[];
  /** Lower case, whatever the provider sent. */
  readonly token_type: "bearer" | "dpop" | Lowercase<string>;
  readonly [parameter: string]: unknown;
}

/** What a provider handed out at sign-in. */
export type TokenSet = Partial<TokenEndpointResponse> & {
  /** When the access token ends, in seconds since the epoch. */
  expires_at?: number;
};

/** The link between a user and a provider, with what the provider handed out. */
export interface Account extends Partial<TokenEndpointResponse> {
  /** The provider's id, `"github"`. */
  provider: string;
  /** The user's id at the provider. For e-mail the address, for credentials the user's id. */
  providerAccountId: string;
  type: ProviderType;
  userId?: string;
  /** When `access_token` ends, in seconds since the epoch. */
  expires_at?: number;
}

/** What the provider says of the user: ID-token claims or the userinfo answer (OpenID Connect Core §5.1). */
export interface Profile {
  id?: string | null;
  sub?: string | null;
  name?: string | null;
  given_name?: string | null;
  family_name?: string | null;
  middle_name?: string | null;
  nickname?: string | null;
  preferred_username?: string | null;
  profile?: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: providers send objects here too, and apps written for next-auth index into them.
  picture?: string | null | any;
  website?: string | null;
  email?: string | null;
  email_verified?: boolean | null;
  gender?: string | null;
  birthdate?: string | null;
  zoneinfo?: string | null;
  locale?: string | null;
  phone_number?: string | null;
  updated_at?: Date | string | number | null;
  address?: {
    formatted?: string | null;
    street_address?: string | null;
    locality?: string | null;
    region?: string | null;
    postal_code?: string | null;
    country?: string | null;
  } | null;
  [claim: string]: unknown;
}

/** A passkey as adapters store it. */
export interface Authenticator {
  userId?: string;
  providerAccountId: string;
  counter: number;
  credentialBackedUp: boolean;
  credentialID: string;
  credentialPublicKey: string;
  transports?: string | null;
  credentialDeviceType: string;
}
