import type { Config } from "../harness/library.js";
import { type Grant, metadataOf } from "../harness/provider.js";
import type { Kit, RequestSpec, Scenario, Visit } from "../harness/scenario.js";
import { acme, csrfCookie, csrfToken, plainCallbacks, post, signedIn, standard } from "./kit.js";

const profile = (given: { id?: string; sub?: string; name?: string; email?: string }) => ({
  id: given.id ?? given.sub,
  name: given.name,
  email: given.email,
});

/** OAuth 2 against the scripted provider. */
const oauth2 = ({ provider }: Kit, change: Config = {}): Config => ({
  id: "local",
  name: "Local",
  type: "oauth",
  clientId: "client",
  clientSecret: "client secret",
  issuer: provider.issuer,
  authorization: `${provider.issuer}/authorize?scope=profile`,
  token: `${provider.issuer}/token`,
  userinfo: `${provider.issuer}/userinfo`,
  profile,
  ...change,
});

/** OpenID Connect against the scripted provider, by discovery. */
const oidc = ({ provider }: Kit, change: Config = {}): Config => ({
  id: "local",
  name: "Local",
  type: "oidc",
  clientId: "client",
  clientSecret: "client secret",
  issuer: provider.issuer,
  ...change,
});

type Kind = typeof oauth2;

const withProvider = (kind: Kind, change: Config = {}, more: object = {}) =>
  standard((kit) => ({ providers: [kind(kit, change)], ...more }));

const begin = post("/signin/local", { callbackUrl: "/me" });

interface Finish extends Grant {
  /** Changes the callback's parameters; `undefined` removes one. */
  readonly params?: Record<string, string | undefined>;
  readonly request?: Partial<RequestSpec>;
  readonly path?: string;
}

/** The browser comes back from the provider. */
const finish =
  ({ params = {}, request = {}, path = "/callback/local", ...grant }: Finish = {}) =>
  ({ answers, provider }: Visit): RequestSpec => {
    const begun = new URL(answers.at(-1)?.location ?? "http://nowhere.test");
    const { nonce, state } = Object.fromEntries(begun.searchParams);
    const query = new URLSearchParams({ code: provider.grant({ nonce: nonce ?? null, ...grant }) });
    if (state) query.set("state", state);
    for (const [name, value] of Object.entries(params)) {
      if (value === undefined) query.delete(name);
      else query.set(name, value);
    }
    return { path: `${path}?${query}`, ...request };
  };

const flow = (
  name: string,
  kind: Kind,
  {
    change = {},
    more = {},
    end = {},
    differs = [],
  }: {
    change?: Config;
    more?: object;
    end?: Finish;
    differs?: string[];
  } = {},
): Scenario => ({
  name: `oauth: ${name}`,
  config: withProvider(kind, change, more),
  steps: [begin, finish(end)],
  differs: kind === oidc && !hasNonce(change) ? ["D2", "D26", ...differs] : ["D2", ...differs],
});

const hasNonce = ({ checks }: Config) => Array.isArray(checks) && checks.includes("nonce");

const beginning = (name: string, change: Config, more: Partial<Scenario> = {}): Scenario => ({
  name: `oauth begin: ${name}`,
  config: standard({ providers: [acme(change)] }),
  steps: [post("/signin/acme", { callbackUrl: "/me" })],
  differs: ["D2"],
  ...more,
});

const issuers: Record<string, string> = {
  auth0: "https://tenant.auth0.test",
  keycloak: "https://kc.test/realms/r",
  okta: "https://org.okta.test",
  gitlab: "https://gitlab.com",
  google: "https://accounts.google.com",
};

const oidcModules = new Set(["google", "auth0", "keycloak", "okta"]);

/** A provider\'s module, its discovery document given by its own fetch. */
const module = (id: string): Scenario => ({
  name: `oauth begin: ${id}`,
  config: async (kit) => {
    const provider = await kit.library.provider(id);
    const issuer = issuers[id];
    const discover = async () => Response.json(metadataOf(issuer ?? ""));
    const options: Config = {
      clientId: "client",
      clientSecret: "secret",
      ...(issuer && !["google", "gitlab"].includes(id) ? { issuer } : {}),
      ...(issuer ? { [kit.library.customFetch]: discover } : {}),
    };
    return standard({ providers: [provider(options)] })(kit);
  },
  steps: [post(`/signin/${id}`, { callbackUrl: "/me" }), { path: "/providers" }],
  differs: oidcModules.has(id) ? ["D2", "D26"] : ["D2"],
});

export const oauthBegin: Scenario[] = [
  beginning("plain", {}),
  beginning("state only", { checks: ["state"] }),
  beginning("pkce and state", { checks: ["pkce", "state"] }),
  beginning("none", { checks: ["none"] }, { differs: [] }),
  beginning("nonce", { checks: ["nonce"] }, { differs: ["D2", "D26"] }),
  beginning("form_post", {
    checks: ["state"],
    authorization: "https://acme.test/authorize?response_mode=form_post&scope=x",
  }),
  beginning("authorization with parameters", {
    authorization: {
      url: "https://acme.test/authorize?audience=a",
      params: { scope: "a b", prompt: "consent", claims: { id_token: { email: null } } },
    },
  }),
  beginning("authorization without a scope", { authorization: "https://acme.test/authorize" }),
  beginning("no client id", { clientId: undefined }, { differs: ["D2", "D25"] }),
  beginning(
    "parameters of the request",
    {},
    {
      steps: [
        post("/signin/acme?prompt=login&login_hint=a%40b.c"),
        post("/signin/acme?scope=other&client_id=mine&redirect_uri=https%3A%2F%2Fx.test"),
      ],
    },
  ),
  beginning(
    "as JSON",
    {},
    {
      steps: [
        post(
          "/signin/acme",
          { callbackUrl: "/me" },
          { headers: { "X-Auth-Return-Redirect": "1" } },
        ),
      ],
    },
  ),
  beginning(
    "on http",
    {},
    {
      steps: [
        { path: "http://app.test/api/auth/csrf" },
        ({ answers }) => ({
          path: "http://app.test/api/auth/signin/acme",
          form: { csrfToken: JSON.parse(answers[0]?.body ?? "{}").csrfToken },
        }),
      ],
    },
  ),
  beginning(
    "with a JSON body",
    {},
    {
      steps: [
        { path: "/signin/acme", json: { csrfToken, callbackUrl: "/me" }, cookies: csrfCookie },
      ],
    },
  ),
  beginning(
    "a foreign callbackUrl",
    {},
    { steps: [post("/signin/acme", { callbackUrl: "https://evil.test" })] },
  ),
  beginning("without a token", {}, { steps: [{ path: "/signin/acme", form: {} }], differs: [] }),
  beginning("by GET", {}, { steps: [{ path: "/signin/acme" }], differs: [] }),
  {
    name: "oauth begin: by discovery",
    config: withProvider(oidc),
    steps: [begin],
    differs: ["D2", "D26"],
  },
  {
    name: "oauth begin: by discovery, with checks",
    config: withProvider(oidc, { checks: ["pkce", "state", "nonce"] }),
    steps: [begin],
    differs: ["D2"],
  },
  {
    name: "oauth begin: by discovery, with parameters",
    config: withProvider(oidc, {
      authorization: { params: { scope: "openid x", prompt: "none" } },
    }),
    steps: [begin],
    differs: ["D2", "D26"],
  },
  {
    name: "oauth begin: the provider is down",
    config: withProvider(oidc, { issuer: "http://127.0.0.1:9" }),
    steps: [begin],
  },
  {
    name: "oauth begin: the issuer is another",
    config: standard((kit) => ({
      providers: [oidc(kit, { issuer: `${kit.provider.issuer}/other` })],
    })),
    steps: [begin],
  },
  ...["github", "discord", "google", "gitlab", "auth0", "keycloak", "okta"].map(module),
];

export const oauthCallback: Scenario[] = [
  flow("OAuth 2", oauth2),
  flow("OAuth 2 with state", oauth2, { change: { checks: ["pkce", "state"] } }),
  flow("OAuth 2 with state only", oauth2, { change: { checks: ["state"] } }),
  flow("OpenID Connect", oidc),
  flow("OpenID Connect with all checks", oidc, { change: { checks: ["pkce", "state", "nonce"] } }),
  flow("OpenID Connect with nonce only", oidc, { change: { checks: ["nonce"] } }),
  flow("OpenID Connect with the userinfo endpoint", oidc, { change: { idToken: false } }),
  flow("exact arguments, OAuth 2", oauth2, { more: { callbacks: plainCallbacks } }),
  flow("exact arguments, OpenID Connect", oidc, { more: { callbacks: plainCallbacks } }),
  flow("client_secret_post", oauth2, {
    change: { client: { token_endpoint_auth_method: "client_secret_post" } },
  }),
  flow("client_secret_jwt", oauth2, {
    change: { client: { token_endpoint_auth_method: "client_secret_jwt" } },
  }),
  flow("no client authentication", oauth2, {
    change: { client: { token_endpoint_auth_method: "none" } },
  }),
  flow("an unknown client authentication", oauth2, {
    differs: ["D34"],
    change: { client: { token_endpoint_auth_method: "magic" } },
  }),
  flow("special characters in the client's secret", oauth2, {
    change: { clientId: "a:b c", clientSecret: "ü+/ %" },
  }),
  flow("default profile", oidc, {
    end: { claims: { preferred_username: "sammy", picture: "https://p.test/x.png" } },
  }),
  flow("default profile without a name", oidc, {
    end: { claims: { name: undefined, nickname: "nick" } },
  }),
  flow("profile without an e-mail", oidc, { end: { claims: { email: undefined } } }),
  flow("profile without an id", oauth2, { change: { profile: () => ({ name: "N" }) } }),
  flow("profile with a number as id", oauth2, {
    differs: ["D32"],
    change: { profile: () => ({ id: 42, name: "N" }) },
  }),
  flow("profile throws", oauth2, {
    differs: ["D33"],
    change: {
      profile: () => {
        throw new Error("no");
      },
    },
  }),
  flow("an account function of the app", oauth2, {
    change: { account: ({ access_token }: { access_token: string }) => ({ access_token }) },
    more: { callbacks: plainCallbacks },
  }),
  flow("userinfo.request of the app", oauth2, {
    change: {
      userinfo: {
        request: ({ tokens }: { tokens: object }) => ({ id: "r1", name: "R", ...tokens }),
      },
    },
    more: { callbacks: plainCallbacks },
  }),
  flow("token.conform of the app", oauth2, {
    change: undefined as never,
    end: { token: { token_type: undefined } },
  }),
  flow("more in the token response", oauth2, {
    end: {
      token: { refresh_token: "r", scope: "a b", session_state: "s", foo: "bar", expires_in: 3600 },
    },
    more: { callbacks: plainCallbacks },
  }),
  flow("signIn callback says false", oauth2, { more: { callbacks: { signIn: () => false } } }),
  flow("signIn callback says where", oauth2, { more: { callbacks: { signIn: () => "/wait" } } }),
  flow("signIn callback throws", oauth2, {
    more: {
      callbacks: {
        signIn: () => {
          throw new Error("no");
        },
      },
    },
  }),
  flow("jwt callback says null", oauth2, { more: { callbacks: { jwt: () => null } } }),
  flow("pages.newUser", oauth2, { more: { pages: { newUser: "/welcome" } } }),
  flow("as JSON", oauth2, { end: { request: { headers: { "X-Auth-Return-Redirect": "1" } } } }),
  flow("the user denied", oauth2, {
    end: { params: { code: undefined, error: "access_denied", error_description: "x" } },
  }),
  flow("the user denied, with pages", oauth2, {
    end: { params: { code: undefined, error: "access_denied" } },
    more: { pages: { signIn: "/login", error: "/oops" } },
  }),
  flow("no code", oauth2, { end: { params: { code: undefined } } }),
  flow("a wrong state", oauth2, {
    differs: ["D27"],
    change: { checks: ["state"] },
    end: { params: { state: "wrong" } },
  }),
  flow("no state", oauth2, {
    differs: ["D27"],
    change: { checks: ["state", "pkce"] },
    end: { params: { state: undefined } },
  }),
  flow("a wrong iss", oauth2, { end: { params: { iss: "https://evil.test" } } }),
  flow("a wrong nonce", oidc, { change: { checks: ["nonce"] }, end: { nonce: "wrong" } }),
  flow("no nonce", oidc, { change: { checks: ["nonce"] }, end: { nonce: null } }),
  flow("no cookies", oauth2, { end: { request: { withoutJar: true } } }),
  flow("the token endpoint says no", oauth2, {
    end: { instead: { status: 400, body: '{"error":"invalid_grant"}', type: "application/json" } },
  }),
  flow("the token endpoint fails", oauth2, { end: { instead: { status: 500, body: "oops" } } }),
  flow("the token endpoint answers HTML", oauth2, {
    end: { instead: { status: 200, body: "<p>" } },
  }),
  flow("no ID token", oidc, { end: { claims: null } }),
  flow("an ID token of another issuer", oidc, { end: { claims: { iss: "https://evil.test" } } }),
  flow("an ID token for another client", oidc, { end: { claims: { aud: "other" } } }),
  flow("an expired ID token", oidc, { end: { claims: { exp: 1 } } }),
  flow("a forged ID token", oidc, { end: { forged: true }, differs: ["D13"] }),
  flow("userinfo fails", oauth2, { end: { userinfoInstead: { status: 500, body: "oops" } } }),
  flow("userinfo of another subject", oidc, {
    change: { idToken: false },
    end: { userinfo: { sub: "other" } },
  }),
  {
    name: "oauth: a callback that nobody began",
    config: withProvider(oauth2),
    steps: [finish()],
  },
  {
    name: "oauth: the callback comes after 20 minutes",
    config: withProvider(oauth2),
    steps: [begin, finish({ request: { after: 1200 } })],
    differs: ["D2"],
  },
  {
    name: "oauth: another provider's checks",
    config: standard((kit) => ({ providers: [oauth2(kit), oauth2(kit, { id: "other" })] })),
    steps: [begin, finish({ path: "/callback/other" })],
    differs: ["D2"],
  },
  {
    name: "oauth: the callback comes twice",
    config: withProvider(oauth2),
    steps: [
      begin,
      finish(),
      ({ answers }) => ({ path: `/callback/local?code=grant-0&x=${answers.length}` }),
    ],
    differs: ["D2"],
  },
  {
    name: "oauth: while signed in",
    config: withProvider(oauth2),
    steps: [begin, (visit) => (signedIn(finish()(visit)) as (visit: Visit) => RequestSpec)(visit)],
    differs: ["D2"],
  },
  {
    name: "oauth: two tabs, the first one finishes",
    config: withProvider(oauth2),
    steps: [
      begin,
      begin,
      ({ answers, ...visit }) => finish()({ ...visit, answers: answers.slice(0, 1) }),
    ],
    differs: ["D2"],
  },
  {
    name: "oauth: OAuth 2 with one endpoint by discovery",
    config: withProvider(oauth2, { checks: ["state"], authorization: undefined }),
    steps: [begin],
    differs: ["D2"],
  },
];

const proxied = { redirectProxyUrl: "https://proxy.test/api/auth" };
const beginAt = (origin: string): RequestSpec => ({
  ...post(""),
  path: `${origin}/api/auth/signin/local`,
});

export const redirectProxy: Scenario[] = [
  {
    name: "proxy: begin on a preview",
    config: withProvider(oauth2, {}, proxied),
    steps: [beginAt("https://preview.test")],
    differs: ["D2"],
  },
  {
    name: "proxy: through the proxy and back",
    config: withProvider(oauth2, {}, proxied),
    steps: [
      beginAt("https://preview.test"),
      (visit) => {
        const spec = finish()(visit);
        return { path: `https://proxy.test/api/auth${spec.path}`, withoutJar: true };
      },
      ({ answers }) => ({ path: answers.at(-1)?.location ?? "" }),
    ],
    differs: ["D2"],
  },
  {
    name: "proxy: begin on the proxy itself",
    config: withProvider(oauth2, {}, proxied),
    steps: [beginAt("https://proxy.test")],
    differs: ["D2"],
  },
  {
    name: "proxy: a provider's own",
    config: withProvider(oauth2, proxied),
    steps: [beginAt("https://preview.test")],
    differs: ["D2"],
  },
  {
    name: "proxy: a state that is none",
    config: withProvider(oauth2, {}, proxied),
    steps: [{ path: "https://proxy.test/api/auth/callback/local?code=x&state=junk" }],
  },
];
