import { customFetch } from "../symbols.js";
import type { Profile } from "../types/index.js";
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

/** A GET as the signed-in user; `null` where it is refused, as are requests without a User-Agent. */
type Get = (url: string) => Promise<unknown>;

function getAs(accessToken: string | undefined, request: typeof fetch): Get {
  const headers = { Authorization: `Bearer ${accessToken}`, "User-Agent": "latchkey" };
  return async (url) => {
    const response = await request(url, { headers });
    return response.ok ? response.json() : null;
  };
}

/** The signed-in user, with an address also where the profile shows none, which is what most users choose. */
async function readUser(get: Get, url: string, emailsUrl: string): Promise<Profile> {
  const profile = (await get(url)) as Profile | null;
  if (!profile) throw new Error("GitHub does not say who the user is");
  if (profile.email) return profile;
  const emails = (await get(emailsUrl)) as GitHubEmail[] | null;
  return { ...profile, email: chooseEmail(emails ?? []) };
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
      request({ tokens, provider }) {
        const get = getAs(tokens.access_token, provider[customFetch] ?? fetch);
        const { userinfo } = provider;
        const url = (typeof userinfo === "object" && userinfo.url) || `${apiBaseUrl}/user`;
        return readUser(get, url, `${apiBaseUrl}/user/emails`);
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
