import type { OIDCConfig } from "latchkey/providers";

interface LocalProfile extends Record<string, unknown> {
  sub: string;
  name: string;
  email: string;
  groups?: string[];
}

/**
 * Any OpenID Connect provider is this much configuration. Id, secret and issuer come from
 * AUTH_LOCAL_ID, AUTH_LOCAL_SECRET and AUTH_LOCAL_ISSUER.
 */
export const localProvider: OIDCConfig<LocalProfile> = {
  id: "local",
  name: "the local provider",
  type: "oidc",
  checks: ["pkce", "state", "nonce"],
  // prompt=login: ask each time who it is, so that both roles can be tried.
  authorization: { params: { scope: "openid profile email groups", prompt: "login" } },
  profile: ({ sub, name, email, groups }) => ({
    id: sub,
    name,
    email,
    role: groups?.includes("admins") ? "admin" : "member",
  }),
};
