import type { OAuthConfig, OAuthUserConfig } from "../types/provider.js";

/** The claims of Okta's ID token. */
// biome-ignore lint/suspicious/noExplicitAny: apps index into the profile freely.
export interface OktaProfile extends Record<string, any> {
  iss: string;
  ver: string;
  sub: string;
  aud: string;
  iat: string;
  exp: string;
  jti: string;
  auth_time: string;
  amr: string;
  idp: string;
  nonce: string;
  name: string;
  nickname: string;
  preferred_username: string;
  given_name: string;
  middle_name: string;
  family_name: string;
  email: string;
  email_verified: string;
  profile: string;
  zoneinfo: string;
  locale: string;
  address: string;
  phone_number: string;
  picture: string;
  website: string;
  gender: string;
  birthdate: string;
  updated_at: string;
  at_hash: string;
  c_hash: string;
}

/**
 * Sign in with Okta. `issuer` is `https://<tenant>.okta.com`.
 * Environment: `AUTH_OKTA_ID`, `AUTH_OKTA_SECRET`, `AUTH_OKTA_ISSUER`.
 */
export default function Okta<P extends OktaProfile>(options: OAuthUserConfig<P>): OAuthConfig<P> {
  return {
    id: "okta",
    name: "Okta",
    type: "oidc",
    style: { bg: "#000", text: "#fff" },
    checks: ["pkce", "state"],
    options,
  };
}
