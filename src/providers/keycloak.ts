import type { OIDCConfig, OIDCUserConfig } from "../types/provider.js";

/** The claims of Keycloak's ID token. */
// biome-ignore lint/suspicious/noExplicitAny: apps index into the profile freely.
export interface KeycloakProfile extends Record<string, any> {
  exp: number;
  iat: number;
  auth_time: number;
  jti: string;
  iss: string;
  aud: string;
  sub: string;
  typ: string;
  azp: string;
  session_state: string;
  at_hash: string;
  acr: string;
  sid: string;
  email_verified: boolean;
  name: string;
  preferred_username: string;
  given_name: string;
  family_name: string;
  email: string;
  picture: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever a mapper puts there.
  user: any;
}

/**
 * Sign in with Keycloak. `issuer` includes the realm: `https://keycloak.example/realms/myrealm`.
 * Environment: `AUTH_KEYCLOAK_ID`, `AUTH_KEYCLOAK_SECRET`, `AUTH_KEYCLOAK_ISSUER`.
 */
export default function Keycloak<P extends KeycloakProfile>(
  options: OIDCUserConfig<P>,
): OIDCConfig<P> {
  return {
    id: "keycloak",
    name: "Keycloak",
    type: "oidc",
    style: { brandColor: "#428bca" },
    options: options as OIDCConfig<P>["options"] & object,
  };
}
