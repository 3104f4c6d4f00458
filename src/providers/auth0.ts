import type { OIDCConfig, OIDCUserConfig } from "../types/provider.js";

/** A user of Auth0, as its ID token and its management API describe it. */
// biome-ignore lint/suspicious/noExplicitAny: apps index into the profile freely.
export interface Auth0Profile extends Record<string, any> {
  sub: string;
  app_metadata: object;
  blocked: boolean;
  created_at: Date;
  email: string;
  email_verified: boolean;
  family_name: string;
  given_name: string;
  user_metadata: object;
  username: string;
  /** The providers that the user signed in with at Auth0. */
  identities: Array<{
    connection: string;
    isSocial: boolean;
    provider: string;
    user_id: string;
    profileData: object;
    // biome-ignore lint/suspicious/noExplicitAny: each connection adds its own.
    [key: string]: any;
  }>;
  last_ip: string;
  last_login: Date;
  last_password_reset: Date;
  logins_count: number;
  multifactor: string;
  name: string;
  nickname: string;
  phone_number: string;
  phone_verified: boolean;
  picture: string;
  updated_at: Date;
  user_id: string;
}

/**
 * Sign in with Auth0. `issuer` is `https://<tenant>.auth0.com`.
 * Environment: `AUTH_AUTH0_ID`, `AUTH_AUTH0_SECRET`, `AUTH_AUTH0_ISSUER`.
 */
export default function Auth0(config: OIDCUserConfig<Auth0Profile>): OIDCConfig<Auth0Profile> {
  return {
    id: "auth0",
    name: "Auth0",
    type: "oidc",
    style: { text: "#fff", bg: "#EB5424" },
    options: config as OIDCConfig<Auth0Profile>["options"] & object,
  };
}
