import type { Scenario } from "../harness/scenario.js";
import { acme, alice, credentials, csrfCookie, post, signedIn, standard } from "./kit.js";

type Change = Parameters<typeof standard>[0];

/** How each route answers when the configuration is wrong. */
const wrong = (name: string, change: Change, more: Partial<Scenario> = {}): Scenario => ({
  name: `config: ${name}`,
  config: standard(change),
  steps: [
    signedIn({ path: "/session", cookies: csrfCookie }, alice),
    { path: "/csrf" },
    { path: "/providers" },
    { path: "/signin" },
    { path: "/signout" },
    { path: "/error?error=AccessDenied" },
    { path: "/verify-request" },
    post("/signin/acme"),
    post("/callback/credentials"),
    { path: "/signin/acme", headers: { "X-Auth-Return-Redirect": "1" } },
  ],
  ...more,
});

const brief = (name: string, change: Change, more: Partial<Scenario> = {}): Scenario =>
  wrong(name, change, {
    steps: [{ path: "/session" }, { path: "/signin" }, post("/signout")],
    ...more,
  });

export const config: Scenario[] = [
  wrong("no secret", { secret: undefined }),
  wrong(
    "no secret, with pages",
    {
      secret: undefined,
      pages: { error: "/oops", signIn: "/login" },
    },
    { differs: ["D30"] },
  ),
  {
    name: "config: no secret, the error page asks for a sign-in",
    config: standard({ secret: undefined, pages: { error: "/oops" } }),
    steps: [{ path: "/signin?callbackUrl=%2Foops" }, { path: "/signin?callbackUrl=%2Fother" }],
  },
  brief("an empty secret", { secret: "" }),
  brief("no secrets", { secret: [] }),
  wrong("an untrusted host", { trustHost: false }),
  brief("trustHost not said", { trustHost: undefined }),
  brief("OAuth without endpoints", { providers: [acme({ authorization: undefined })] }),
  brief("OAuth without a token endpoint", { providers: [acme({ token: undefined })] }),
  brief("OAuth without a userinfo endpoint", { providers: [acme({ userinfo: undefined })] }),
  brief("OAuth with parameters and no URL", {
    providers: [acme({ authorization: { params: { scope: "x" } } })],
  }),
  brief("OIDC without an issuer", {
    providers: [{ id: "o", name: "O", type: "oidc", clientId: "x", clientSecret: "y" }],
  }),
  brief("credentials without authorize", (kit) => ({
    providers: [{ ...credentials(kit), authorize: undefined }],
  })),
  brief("credentials and database sessions alone", (kit) => ({
    providers: [credentials(kit)],
    session: { strategy: "database" },
    adapter: {},
  })),
  {
    name: "config: duplicate provider ids",
    config: standard({ providers: [acme(), acme({ name: "Twin" })] }),
    steps: [{ path: "/providers" }],
    differs: ["D12"],
  },
  {
    name: "config: a provider that is a function without arguments",
    config: standard({ providers: [() => acme()] }),
    steps: [{ path: "/providers" }],
  },
  {
    name: "config: provider options win over the provider",
    config: standard({
      providers: [
        {
          ...acme(),
          options: { name: "Mine", clientId: "mine", authorization: { params: { a: "b" } } },
        },
      ],
    }),
    steps: [{ path: "/providers" }],
  },
  {
    name: "config: OIDC with endpoints, but no keys to verify with",
    config: standard({
      providers: [acme({ type: "oidc", issuer: undefined })],
    }),
    steps: [{ path: "/providers" }],
    differs: ["D38"],
  },
  {
    name: "config: a __Host- cookie with a domain",
    config: standard({ cookies: { csrfToken: { options: { domain: "app.test" } } } }),
    steps: [{ path: "/csrf" }],
    differs: ["D42"],
  },
  {
    name: "config: no providers",
    config: standard({ providers: [] }),
    steps: [{ path: "/providers" }],
  },
  {
    name: "config: redirectProxyUrl is no URL",
    config: standard({ redirectProxyUrl: "nonsense" }),
    steps: [post("/signin/acme"), { path: "/providers" }],
    differs: ["D12"],
  },
];

/** These set flags of the published package that stay for the life of the process: run last, in this order. */
export const leaky: Scenario[] = [
  {
    name: "config: debug is warned of, once",
    config: standard({ debug: true }),
    steps: [{ path: "/providers" }, { path: "/providers" }],
  },
  brief("database sessions without an adapter", (kit) => ({
    providers: [acme(), credentials(kit)],
    session: { strategy: "database" },
  })),
  brief(
    "an adapter that lacks methods",
    { adapter: { createUser: () => {} } },
    { differs: ["D18"] },
  ),
  brief("a webauthn provider without the experiment", {
    providers: [{ id: "passkey", name: "Passkey", type: "webauthn" }],
  }),
  brief("a webauthn provider without an adapter", {
    providers: [{ id: "passkey", name: "Passkey", type: "webauthn" }],
    experimental: { enableWebAuthn: true },
  }),
  brief("an e-mail provider without an adapter", {
    providers: [{ id: "mail", name: "Mail", type: "email", sendVerificationRequest: () => {} }],
  }),
  brief(
    "an e-mail provider with an adapter that lacks methods",
    {
      providers: [{ id: "mail", name: "Mail", type: "email", sendVerificationRequest: () => {} }],
      adapter: { getUserByEmail: () => null },
    },
    { differs: ["D18"] },
  ),
];
