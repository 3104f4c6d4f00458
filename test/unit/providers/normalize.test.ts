import { describe, expect, test } from "vitest";
import { endpointUrl, type ResolvedOAuthProvider } from "../../../src/methods/oauth/provider.js";
import Apple from "../../../src/providers/apple.js";
import Credentials from "../../../src/providers/credentials.js";
import GitHub from "../../../src/providers/github.js";
import Google from "../../../src/providers/google.js";
import Keycloak from "../../../src/providers/keycloak.js";
import { normalizeProviders } from "../../../src/providers/normalize.js";
import Okta from "../../../src/providers/okta.js";
import { customFetch } from "../../../src/symbols.js";
import type { Provider } from "../../../src/types/provider.js";

const one = (provider: Provider, redirectProxyUrl?: string) =>
  normalizeProviders([provider], { redirectProxyUrl })[0] as ResolvedOAuthProvider;

const endpoints = {
  id: "own",
  name: "Own",
  type: "oauth" as const,
  authorization: "https://x.test/authorize",
  token: "https://x.test/token",
  userinfo: "https://x.test/me",
};

describe("options", () => {
  test("win over the provider, member by member", () => {
    const { id, name, style, clientId } = one(
      GitHub({ id: "gh", name: "Hub", clientId: "a", style: { bg: "#000" } }),
    );
    expect({ id, name, clientId }).toEqual({ id: "gh", name: "Hub", clientId: "a" });
    expect(style).toEqual({ bg: "#000", text: "#fff" });
  });

  test("do not change what the app passed", () => {
    const options = Object.freeze({
      clientId: "a",
      authorization: Object.freeze({ params: Object.freeze({ scope: "x" }) }),
    });
    const provider = Object.freeze(GitHub(options as never));
    const before = JSON.stringify(provider);
    one(provider as Provider);
    expect(JSON.stringify(provider)).toBe(before);
  });

  test("that are undefined say nothing", () => {
    const made = one({ ...Google({}), clientId: "env", options: { clientId: undefined } } as never);
    expect(made.clientId).toBe("env");
  });

  test("carry a fetch, whatever else there is", () => {
    const mine: typeof fetch = () => Promise.reject(new Error("mine"));
    expect(one(GitHub({ [customFetch]: mine }))[customFetch]).toBe(mine);
    expect(one({ ...GitHub({}), [customFetch]: mine } as never)[customFetch]).toBe(mine);
    const theirs: typeof fetch = () => Promise.reject(new Error("theirs"));
    const both = { ...GitHub({ [customFetch]: mine }), [customFetch]: theirs };
    expect(one(both as never)[customFetch]).toBe(mine);
  });

  test("keep keys and other objects whole", async () => {
    const pair = (await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
      "sign",
    ])) as CryptoKeyPair;
    const made = one(
      Keycloak({
        issuer: "https://x.test",
        token: { clientPrivateKey: { key: pair.privateKey, kid: "k" } },
      }),
    );
    expect(made.token?.clientPrivateKey).toEqual({ key: pair.privateKey, kid: "k" });
    const bare = one(
      Keycloak({ issuer: "https://x.test", token: { clientPrivateKey: pair.privateKey } }),
    );
    expect(bare.token?.clientPrivateKey).toBe(pair.privateKey);
  });

  test("cannot reach the prototype", () => {
    const options = JSON.parse('{"__proto__":{"polluted":1},"style":{"__proto__":{"polluted":1}}}');
    const made = one({ ...endpoints, options } as never);
    expect((made as never as { polluted?: unknown }).polluted).toBeUndefined();
    expect((made.style as never as { polluted?: unknown } | undefined)?.polluted).toBeUndefined();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("endpoints", () => {
  test("as a string, with its query as parameters", () => {
    const made = one({ ...endpoints, authorization: "https://x.test/a?scope=s" } as never);
    expect(made.authorization).toEqual({ url: "https://x.test/a?scope=s", params: { scope: "s" } });
  });

  test("as an object; parameters win over the URL's query", () => {
    const authorization = {
      url: "https://x.test/a?scope=s",
      params: { scope: "t", flag: true, no: undefined },
    };
    const made = one({ ...endpoints, authorization } as never);
    expect(endpointUrl(made.authorization)?.href).toBe("https://x.test/a?scope=t&flag=true");
  });

  test("parameters added to a string keep the address", () => {
    const made = one({
      ...endpoints,
      options: { authorization: { params: { scope: "t" } } },
    } as never);
    expect(endpointUrl(made.authorization)?.href).toBe("https://x.test/authorize?scope=t");
  });

  test("parameters without an address go to the discovered one", () => {
    const made = one(
      Keycloak({ issuer: "https://x.test", authorization: { params: { claims: { a: 1 } } } }),
    );
    expect(endpointUrl(made.authorization, "https://x.test/auth")?.searchParams.get("claims")).toBe(
      '{"a":1}',
    );
    expect(endpointUrl(made.authorization)).toBeUndefined();
  });

  for (const url of ["nonsense", "javascript:alert(1)", "file:///etc/passwd", ""])
    test(`${JSON.stringify(url)} is no endpoint`, () => {
      const wrong = { ...endpoints, token: { url } };
      expect(() => one(wrong as never)).toThrow(
        /`token` of provider "own" must be an http\(s\) URL/,
      );
    });
});

describe("checks", () => {
  const oauth = (checks?: string[]) =>
    one({ ...endpoints, ...(checks && { checks }) } as never).checks;
  const oidc = (checks?: string[]) =>
    one(Keycloak({ issuer: "https://x.test", ...(checks && { checks: checks as never }) })).checks;

  test("state is always there, nonce for OpenID Connect", () => {
    expect(oauth()).toEqual(["pkce", "state"]);
    expect(oidc()).toEqual(["pkce", "state", "nonce"]);
    expect(oauth(["pkce"])).toEqual(["pkce", "state"]);
    expect(oidc(["nonce"])).toEqual(["state", "nonce"]);
    expect(oauth([])).toEqual(["state"]);
  });

  test("`state` alone is taken at its word, `none` alone and an empty list as well", () => {
    expect(oidc(["state"])).toEqual(["state"]);
    expect(oidc([])).toEqual(["state"]);
    expect(oidc(["none"])).toEqual([]);
    expect(oauth(["none"])).toEqual([]);
    expect(oauth(["none", "pkce"])).toEqual(["pkce", "state"]);
  });

  test("of the providers", () => {
    expect(one(Okta({ issuer: "https://x.test" })).checks).toEqual(["pkce", "state", "nonce"]);
    expect(one(Apple({})).checks).toEqual(["state", "nonce"]);
    expect(one(GitHub({})).checks).toEqual(["pkce", "state"]);
  });

  test("that Auth.js would do are known as well", () => {
    expect(one(GitHub({})).authjsChecks).toEqual(["pkce"]);
    expect(one(GitHub({}), "https://p.test/api/auth").authjsChecks).toEqual(["pkce", "state"]);
    expect(one(Apple({})).authjsChecks).toEqual(["state", "nonce"]);
  });

  test("a redirect proxy needs the state", () => {
    const proxied = { ...endpoints, checks: ["none"] };
    expect(one(proxied as never, "https://p.test/api/auth").checks).toEqual(["state"]);
  });
});

describe("the redirect proxy", () => {
  test("gets the callback's path", () => {
    expect(one(GitHub({}), "https://p.test/api/auth").redirectProxyUrl).toBe(
      "https://p.test/api/auth/callback/github",
    );
    const own = one(
      GitHub({ redirectProxyUrl: "https://own.test/auth" }),
      "https://p.test/api/auth",
    );
    expect(own.redirectProxyUrl).toBe("https://own.test/auth/callback/github");
  });

  test("is not used for forms, which cannot be passed on", () => {
    expect(one(Apple({}), "https://p.test/api/auth").redirectProxyUrl).toBeUndefined();
  });

  test("must be a URL", () => {
    expect(() => one(GitHub({}), "p.test")).toThrow(/`redirectProxyUrl` of provider "github"/);
  });
});

describe("ID tokens must be verifiable", () => {
  const byHand = { ...endpoints, type: "oidc" };
  test("by keys, an issuer or the secret; else the error names the options", () => {
    expect(() => one(byHand as never)).toThrow(/`issuer` nor `jwks_endpoint`/);
    one({ ...byHand, issuer: "https://x.test" } as never);
    one({ ...byHand, jwks_endpoint: "https://x.test/jwks" } as never);
    one({ ...byHand, client: { id_token_signed_response_alg: "HS256" } } as never);
  });
});

describe("defaults", () => {
  test("profile() reads the standard claims", async () => {
    const { profile } = one(Google({}));
    const full = { sub: "s", name: "N", email: "e", picture: "p", other: 1 };
    expect(await profile(full, {})).toEqual({ id: "s", name: "N", email: "e", image: "p" });
    expect(await profile({ id: 5, nickname: "nick" }, {})).toEqual({ id: 5, name: "nick" });
    expect(await profile({ sub: "s", preferred_username: "u" }, {})).toEqual({
      id: "s",
      name: "u",
    });
    expect((await profile({}, {})).id).toMatch(/^[\da-f-]{36}$/);
  });

  test("account() keeps what adapters have columns for", () => {
    const { account } = one(Google({}));
    const tokens = {
      access_token: "a",
      expires_in: 1,
      expires_at: 2,
      refresh_token: undefined,
      extra: 1,
    };
    expect(account(tokens as never)).toEqual({ access_token: "a", expires_at: 2 });
  });
});

test("other types are merged only", () => {
  const authorize = () => ({ id: "1" });
  const [made] = normalizeProviders([Credentials({ name: "Password", authorize })]);
  expect(made).toEqual({
    id: "credentials",
    name: "Password",
    type: "credentials",
    credentials: {},
    authorize,
  });
  expect(Object.isFrozen(made)).toBe(true);
});

test("a function is called", () => {
  expect(normalizeProviders([GitHub, Google]).map(({ id }) => id)).toEqual(["github", "google"]);
});
