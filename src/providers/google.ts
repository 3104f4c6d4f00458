import type { OAuthConfig, OAuthUserConfig } from "../types/provider.js";

/** The claims of Google's ID token. */
// biome-ignore lint/suspicious/noExplicitAny: apps index into the profile freely.
export interface GoogleProfile extends Record<string, any> {
  aud: string;
  azp: string;
  email: string;
  email_verified: boolean;
  exp: number;
  family_name?: string;
  given_name: string;
  /** The Google Workspace domain the account belongs to. */
  hd?: string;
  iat: number;
  iss: string;
  jti?: string;
  locale?: string;
  name: string;
  nbf?: number;
  picture: string;
  sub: string;
}

/** Sign in with Google. Environment: `AUTH_GOOGLE_ID`, `AUTH_GOOGLE_SECRET`. */
export default function Google<P extends GoogleProfile>(
  options: OAuthUserConfig<P>,
): OAuthConfig<P> {
  return {
    id: "google",
    name: "Google",
    type: "oidc",
    issuer: "https://accounts.google.com",
    style: { brandColor: "#1a73e8" },
    options,
  };
}
