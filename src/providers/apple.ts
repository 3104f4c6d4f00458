import { type ProviderQuirks, quirks } from "../methods/oauth/provider.js";
import type { Profile } from "../types/index.js";
import type { OAuthConfig, OAuthUserConfig, OIDCConfig } from "../types/provider.js";

/** The claims of Apple's ID token, and the name that Apple posts beside it. */
// biome-ignore lint/suspicious/noExplicitAny: apps index into the profile freely.
export interface AppleProfile extends Record<string, any> {
  iss: "https://appleid.apple.com";
  aud: string;
  iat: number;
  exp: number;
  sub: string;
  nonce: string;
  nonce_supported: boolean;
  email: string;
  email_verified: "true" | true;
  is_private_email: boolean | "true" | "false";
  real_user_status: 0 | 1 | 2;
  transfer_sub: string;
  at_hash: string;
  auth_time: number;
  /** Only when the user consents for the first time. */
  user?: AppleNonConformUser;
}

/** The form field `user`. Not signed by Apple: the browser could have changed it. */
export interface AppleNonConformUser {
  name: { firstName: string; lastName: string };
  email: string;
}

/** Takes the name of the form field `user`, and nothing else: the address is the ID token's. */
function withName(profile: Profile, parameters: URLSearchParams): Profile {
  try {
    const { name } = JSON.parse(parameters.get("user") ?? "") as AppleNonConformUser;
    const text = (part: unknown) => (typeof part === "string" ? part.slice(0, 256) : "");
    const user = { firstName: text(name.firstName), lastName: text(name.lastName) };
    return { ...profile, user: { name: user, email: profile.email } };
  } catch {
    return profile;
  }
}

const apple: ProviderQuirks = { fromCallback: withName };

/**
 * Sign in with Apple. The client secret is a JWT that you sign with your key, good for six months at most.
 * Environment: `AUTH_APPLE_ID`, `AUTH_APPLE_SECRET`.
 */
export default function Apple(config: OAuthUserConfig<AppleProfile>): OAuthConfig<AppleProfile> {
  const provider: OIDCConfig<AppleProfile> & { [quirks]: ProviderQuirks } = {
    id: "apple",
    name: "Apple",
    type: "oidc",
    issuer: "https://appleid.apple.com",
    authorization: {
      // Whoever asks for a scope must take the answer as a form.
      params: { scope: "name email", response_mode: "form_post" },
    },
    [quirks]: apple,
    profile(profile) {
      const { firstName, lastName } = profile.user?.name ?? {};
      const name = profile.user ? `${firstName} ${lastName}` : profile.email;
      return { id: profile.sub, name, email: profile.email, image: null };
    },
    client: { token_endpoint_auth_method: "client_secret_post" },
    style: { text: "#fff", bg: "#000" },
    checks: ["nonce", "state"],
    options: config,
  };
  return provider;
}
