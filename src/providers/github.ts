import { customFetch } from "../symbols.js";
import type { OAuthConfig, OAuthUserConfig } from "../types/provider.js";

/** An address of the signed-in user, as `GET /user/emails` lists it. */
export interface GitHubEmail {
  email: string;
  primary: boolean;
  verified: boolean;
  visibility: "public" | "private";
}

/** The signed-in user, as `GET /user` describes it. */
export interface GitHubProfile {
  login: string;
  id: number;
  node_id: string;
  avatar_url: string;
  gravatar_id: string | null;
  url: string;
  html_url: string;
  followers_url: string;
  following_url: string;
  gists_url: string;
  starred_url: string;
  subscriptions_url: string;
  organizations_url: string;
  repos_url: string;
  events_url: string;
  received_events_url: string;
  type: string;
  site_admin: boolean;
  name: string | null;
  company: string | null;
  blog: string | null;
  location: string | null;
  email: string | null;
  hireable: boolean | null;
  bio: string | null;
  twitter_username?: string | null;
  public_repos: number;
  public_gists: number;
  followers: number;
  following: number;
  created_at: string;
  updated_at: string;
  private_gists?: number;
  total_private_repos?: number;
  owned_private_repos?: number;
  disk_usage?: number;
  suspended_at?: string | null;
  collaborators?: number;
  two_factor_authentication: boolean;
  plan?: {
    collaborators: number;
    name: string;
    space: number;
    private_repos: number;
  };
  [claim: string]: unknown;
}

/** The primary address if it is verified, else any that is. GitHub lets unverified ones be primary. */
function chooseEmail(emails: readonly GitHubEmail[]): string | null {
  const verified = emails.filter((email) => email.verified);
  return (verified.find((email) => email.primary) ?? verified[0])?.email ?? null;
}

/** Sign in with GitHub. Environment: `AUTH_GITHUB_ID`, `AUTH_GITHUB_SECRET`. */
export default function GitHub(
  config: OAuthUserConfig<GitHubProfile> & {
    /** GitHub Enterprise Server. */
    enterprise?: {
      /** Without a slash at its end. */
      baseUrl?: string;
    };
  },
): OAuthConfig<GitHubProfile> {
  const enterpriseUrl = config?.enterprise?.baseUrl;
  const baseUrl = enterpriseUrl ?? "https://github.com";
  const apiBaseUrl = enterpriseUrl ? `${enterpriseUrl}/api/v3` : "https://api.github.com";
  return {
    id: "github",
    name: "GitHub",
    type: "oauth",
    issuer: `${baseUrl}/login/oauth`,
    authorization: {
      url: `${baseUrl}/login/oauth/authorize`,
      params: { scope: "read:user user:email" },
    },
    token: `${baseUrl}/login/oauth/access_token`,
    userinfo: {
      url: `${apiBaseUrl}/user`,
      async request({ tokens, provider }) {
        const request = provider[customFetch] ?? fetch;
        // GitHub refuses requests without a User-Agent.
        const headers = {
          Authorization: `Bearer ${tokens.access_token}`,
          "User-Agent": "latchkey",
        };
        const get = async (url: string) => {
          const response = await request(url, { headers });
          return response.ok ? response.json() : null;
        };
        const { userinfo } = provider;
        const profile = await get(
          (typeof userinfo === "object" && userinfo.url) || `${apiBaseUrl}/user`,
        );
        if (!profile) throw new Error("GitHub does not say who the user is");
        // Most users show no address in their profile.
        if (!profile.email)
          profile.email = chooseEmail((await get(`${apiBaseUrl}/user/emails`)) ?? []);
        return profile;
      },
    },
    profile(profile) {
      return {
        id: profile.id.toString(),
        name: profile.name ?? profile.login,
        email: profile.email,
        image: profile.avatar_url,
      };
    },
    style: { bg: "#24292f", text: "#fff" },
    options: config,
  };
}
