/** The authorization request beside that of the published @auth/core: the same but for what binds the answer. */
import { Auth, type AuthConfig, skipCSRFCheck } from "@auth/core";
import PublishedApple from "@auth/core/providers/apple";
import PublishedAuth0 from "@auth/core/providers/auth0";
import PublishedDiscord from "@auth/core/providers/discord";
import PublishedGitHub from "@auth/core/providers/github";
import PublishedGitLab from "@auth/core/providers/gitlab";
import PublishedKeycloak from "@auth/core/providers/keycloak";
import PublishedOkta from "@auth/core/providers/okta";
import { afterAll, beforeAll, expect, test } from "vitest";
import Apple from "../../src/providers/apple.js";
import Auth0 from "../../src/providers/auth0.js";
import Discord from "../../src/providers/discord.js";
import GitHub from "../../src/providers/github.js";
import GitLab from "../../src/providers/gitlab.js";
import Keycloak from "../../src/providers/keycloak.js";
import Okta from "../../src/providers/okta.js";
import type { Provider } from "../../src/types/provider.js";
import { createBrowser, resolve, secret } from "../support/oauth-client.js";
import { type ScriptedOp, startScriptedOp } from "../support/scripted-op.js";

let op: ScriptedOp;
beforeAll(async () => {
  op = await startScriptedOp();
});
afterAll(() => op.close());

// biome-ignore lint/suspicious/noExplicitAny: provider functions of two packages.
type Make = (options: any) => any;
const pair = (published: Make, ours: Make) => [published, ours] as const;
const client = { clientId: "app", clientSecret: "s" };
const atOp = () => ({ ...client, issuer: op.issuer });
const custom: Make = (options) => ({ id: "custom", name: "Custom", ...options });

const cases: Record<string, [readonly [Make, Make], () => object, query?: Record<string, string>]> =
  {
    github: [pair(PublishedGitHub, GitHub), () => client],
    "github, enterprise": [
      pair(PublishedGitHub, GitHub),
      () => ({ ...client, enterprise: { baseUrl: "https://git.example" } }),
    ],
    "github with a scope": [
      pair(PublishedGitHub, GitHub),
      () => ({ ...client, authorization: { params: { scope: "repo", allow_signup: false } } }),
    ],
    "github at another address": [
      pair(PublishedGitHub, GitHub),
      () => ({ ...client, authorization: "https://git.example/authorize?x=1" }),
    ],
    discord: [pair(PublishedDiscord, Discord), () => client],
    "discord with parameters of the call": [
      pair(PublishedDiscord, Discord),
      () => client,
      { scope: "identify", prompt: "none", client_id: "other" },
    ],
    gitlab: [pair(PublishedGitLab, GitLab), () => client],
    "gitlab of our own": [
      pair(PublishedGitLab, GitLab),
      () => ({ ...client, baseUrl: "https://git.example" }),
    ],
    keycloak: [pair(PublishedKeycloak, Keycloak), atOp],
    "keycloak with parameters": [
      pair(PublishedKeycloak, Keycloak),
      () => ({
        ...atOp(),
        authorization: { params: { prompt: "login", claims: { id_token: { email: null } } } },
      }),
    ],
    "keycloak with parameters of the call": [
      pair(PublishedKeycloak, Keycloak),
      atOp,
      { login_hint: "a@b.example", scope: "openid" },
    ],
    auth0: [pair(PublishedAuth0, Auth0), atOp],
    okta: [pair(PublishedOkta, Okta), atOp],
    apple: [pair(PublishedApple, Apple), atOp],
    "a provider of one's own": [
      pair(custom, custom),
      () => ({
        ...client,
        type: "oauth",
        authorization: "https://own.example/authorize",
        token: "https://own.example/token",
        userinfo: "https://own.example/me",
      }),
    ],
  };

/** What binds the answer to the browser. */
const bindings = ["state", "nonce", "code_challenge", "code_challenge_method"];

function withoutBindings(location: string | null): object {
  const url = new URL(location ?? "");
  const query = [...url.searchParams].filter(([name]) => !bindings.includes(name));
  return { at: url.origin + url.pathname, query: query.sort() };
}

for (const [name, [[published, ours], options, query = {}]] of Object.entries(cases))
  test(name, async () => {
    const theirs: { id: string } = published(options());
    const url = new URL(`http://app.test/api/auth/signin/${theirs.id}`);
    url.search = String(new URLSearchParams(query));
    const config: AuthConfig = {
      providers: [theirs as never],
      secret,
      trustHost: true,
      basePath: "/api/auth",
      skipCSRFCheck,
    };
    const request = new Request(url, { method: "POST", body: new URLSearchParams() });
    const response = await Auth(request, config);
    const browser = createBrowser(resolve(ours(options()) as Provider));
    const { redirect } = await browser.begin(query);
    expect(withoutBindings(redirect)).toEqual(withoutBindings(response.headers.get("location")));
    const sent = new URL(redirect).searchParams;
    const before = new URL(response.headers.get("location") ?? "").searchParams;
    for (const binding of bindings) if (before.has(binding)) expect(sent.has(binding)).toBe(true);
    // A parameter longer than this is refused by some providers.
    expect(sent.get("state")?.length).toBeLessThanOrEqual(500);
  });
