/** The providers that leave the standards, each against a server that behaves as theirs does. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import Apple from "../../src/providers/apple.js";
import GitHub from "../../src/providers/github.js";
import MicrosoftEntraID from "../../src/providers/microsoft-entra-id.js";
import { customFetch } from "../../src/symbols.js";
import { createBrowser, identityOf, resolve } from "../support/oauth-client.js";
import { type ScriptedOp, startScriptedOp } from "../support/scripted-op.js";

let op: ScriptedOp;
beforeAll(async () => {
  op = await startScriptedOp();
});
afterAll(() => op.close());
beforeEach(() => {
  op.script = {};
});

/** Leads what is meant for the real provider to the scripted one: the last part of the path is kept. */
const toScripted: typeof fetch = (input, init) => {
  const { pathname } = new URL(String(input));
  const isDiscovery = pathname.includes(".well-known");
  const path = isDiscovery ? "/.well-known/openid-configuration" : `/${pathname.split("/").at(-1)}`;
  return fetch(op.issuer + path, init);
};
const client = { clientId: "app", clientSecret: "s", [customFetch]: toScripted };

/** Endpoints as the real provider has them, over https. */
const at = (origin: string, issuer: string) => (document: Record<string, unknown>) => ({
  ...document,
  issuer,
  authorization_endpoint: `${origin}/authorize`,
  token_endpoint: `${origin}/token`,
  userinfo_endpoint: `${origin}/userinfo`,
  jwks_uri: `${origin}/jwks`,
});

describe("Apple", () => {
  const issuer = "https://appleid.apple.com";
  const path = "/api/auth/callback/apple";
  async function begin() {
    op.script = {
      issuer,
      discovery: (document) => {
        const { userinfo_endpoint: _, ...rest } = at(issuer, issuer)(document);
        return rest;
      },
    };
    const browser = createBrowser(resolve(Apple(client)));
    const detour = await browser.begin();
    const form = Object.fromEntries(op.answer(detour.redirect).searchParams);
    return { browser, detour, form };
  }

  test("signs in by a form, with a cookie that a cross-site POST carries", async () => {
    const { browser, detour, form } = await begin();
    expect(detour.cookies[0]?.options).toMatchObject({ sameSite: "none", secure: true });
    const sent = new URL(detour.redirect).searchParams;
    expect(sent.get("response_mode")).toBe("form_post");
    expect(sent.get("nonce")).toBeTruthy();
    expect(sent.has("code_challenge")).toBe(false);
    const arrival = await browser.finish(path, form);
    expect(identityOf(arrival).user).toMatchObject({
      name: "Alice@Example.com",
      email: "alice@example.com",
      image: null,
    });
    expect(op.received.form.get("client_secret")).toBe("s");
    expect(op.received.form.has("code_verifier")).toBe(false);
  });

  test("takes the name of the form field `user`, and never the address", async () => {
    const { browser, form } = await begin();
    const user = JSON.stringify({
      name: { firstName: "Alice", lastName: "Example" },
      email: "victim@example.com",
      sub: "victim",
    });
    const {
      user: signedIn,
      account,
      profile,
    } = identityOf(await browser.finish(path, { ...form, user }));
    expect(signedIn).toMatchObject({ name: "Alice Example", email: "alice@example.com" });
    expect(account.providerAccountId).toBe("alice");
    expect(JSON.stringify(profile)).not.toContain("victim");
  });

  for (const user of [
    "",
    "{",
    "null",
    "[]",
    '{"name":1}',
    '{"name":null}',
    `{"name":{"firstName":{}}}`,
  ])
    test(`lives with the field ${JSON.stringify(user)}`, async () => {
      const { browser, form } = await begin();
      const arrival = await browser.finish(path, { ...form, user });
      expect(identityOf(arrival).account.providerAccountId).toBe("alice");
    });

  test("an error comes by the form, too", async () => {
    const { browser, form } = await begin();
    const { code: _, ...denied } = form;
    await expect(
      browser.finish(path, { ...denied, error: "user_cancelled_authorize" }),
    ).rejects.toMatchObject({ type: "OAuthCallbackError" });
  });
});

describe("Microsoft Entra ID", () => {
  const origin = "https://login.microsoftonline.com";
  const ours = "11111111-2222-3333-4444-555555555555";
  const personal = "9188040d-6c67-4c5b-b112-36a304b66dad";
  const issuerOf = (tenant: string) => `${origin}/${tenant}/v2.0`;
  const profile = (claims: { sub: string; name: string }) => ({
    id: claims.sub,
    name: claims.name,
  });

  async function signIn(
    configured: string | undefined,
    documentIssuer: string,
    claims: Record<string, unknown>,
  ) {
    const options = { ...client, ...(configured && { issuer: issuerOf(configured) }), profile };
    const browser = createBrowser(resolve(MicrosoftEntraID(options)));
    op.script = {
      discovery: at(`${origin}/common`, issuerOf(documentIssuer)),
      claims: (right) => ({ ...right, ...claims }),
    };
    const callback = op.answer((await browser.begin()).redirect);
    return browser.finish(callback);
  }

  test("any tenant, where none is named", async () => {
    const arrival = await signIn(undefined, "{tenantid}", { iss: issuerOf(ours), tid: ours });
    expect(identityOf(arrival).account.providerAccountId).toBe("alice");
  });

  test("one tenant", async () => {
    const arrival = await signIn(ours, ours, { iss: issuerOf(ours), tid: ours });
    expect(identityOf(arrival).account.providerAccountId).toBe("alice");
  });

  test("persons, and companies", async () => {
    await signIn("consumers", personal, { iss: issuerOf(personal), tid: personal });
    await signIn("organizations", "{tenantid}", { iss: issuerOf(ours), tid: ours });
  });

  const refused: Record<string, Parameters<typeof signIn>> = {
    "a tenant other than the issuer's": [
      "common",
      "{tenantid}",
      { iss: issuerOf(personal), tid: ours },
    ],
    "a tenant other than the one": [ours, ours, { iss: issuerOf(personal), tid: personal }],
    "another issuer altogether": [
      "common",
      "{tenantid}",
      { iss: "https://evil.test/v2.0", tid: ours },
    ],
    "no tenant": ["common", "{tenantid}", { iss: issuerOf(ours) }],
    "a tenant that is a path": [
      "common",
      "{tenantid}",
      { iss: `${origin}/../evil/v2.0`, tid: "../evil" },
    ],
    "the template itself": [
      "common",
      "{tenantid}",
      { iss: issuerOf("{tenantid}"), tid: "{tenantid}" },
    ],
    "a company, where persons are meant": [
      "consumers",
      personal,
      { iss: issuerOf(ours), tid: ours },
    ],
    "a person, where companies are meant": [
      "organizations",
      "{tenantid}",
      { iss: issuerOf(personal), tid: personal },
    ],
  };
  for (const [name, [configured, documentIssuer, claims]] of Object.entries(refused))
    test(`refuses ${name}`, async () => {
      await expect(signIn(configured, documentIssuer, claims)).rejects.toMatchObject({
        type: "CallbackRouteError",
      });
    });

  test("an error with status 200 is the provider's word", async () => {
    const browser = createBrowser(resolve(MicrosoftEntraID({ ...client, profile })));
    op.script = {
      discovery: at(`${origin}/common`, issuerOf("{tenantid}")),
      intercept: {
        token: (_, response) =>
          response
            .setHeader("content-type", "application/json")
            .end(JSON.stringify({ error: "invalid_grant", error_description: "AADSTS70000" })),
      },
    };
    const callback = op.answer((await browser.begin()).redirect);
    await expect(browser.finish(callback)).rejects.toMatchObject({
      type: "OAuthCallbackError",
      cause: { providerId: "microsoft-entra-id", error: "invalid_grant" },
    });
  });
});

describe("GitHub", () => {
  const profile = {
    id: 42,
    login: "alice",
    name: null,
    email: null,
    avatar_url: "https://x.test/a",
  };
  /** GitHub's API in place of the network; what it was asked, and as whom. */
  function api(emails: unknown, user: object | null = profile) {
    const asked: string[] = [];
    const request: typeof fetch = async (input, init) => {
      const url = String(input);
      if (url.includes("/login/oauth/")) return toScripted(`${url}/token`, init);
      asked.push(`${url} ${new Headers(init?.headers).get("authorization")}`);
      const body = url.endsWith("/emails") ? emails : user;
      return body ? Response.json(body) : new Response("{}", { status: 403 });
    };
    return { asked, request };
  }
  async function signIn({ request }: ReturnType<typeof api>) {
    op.script = { token: ({ id_token: _, ...answer }) => answer };
    const browser = createBrowser(resolve(GitHub({ ...client, [customFetch]: request })));
    const callback = op.answer((await browser.begin()).redirect);
    return browser.finish(callback);
  }

  test("asks for the addresses where the profile shows none", async () => {
    const github = api([
      { email: "other@example.com", primary: false, verified: true },
      { email: "Alice@Example.com", primary: true, verified: true },
    ]);
    const { user, account } = identityOf(await signIn(github));
    expect(user).toMatchObject({
      name: "alice",
      email: "alice@example.com",
      image: "https://x.test/a",
    });
    expect(account).toMatchObject({ type: "oauth", providerAccountId: "42" });
    expect(github.asked).toEqual([
      "https://api.github.com/user Bearer an access token",
      "https://api.github.com/user/emails Bearer an access token",
    ]);
  });

  test("takes a verified address only", async () => {
    const primary = { email: "victim@example.com", primary: true, verified: false };
    const other = { email: "mine@example.com", primary: false, verified: true };
    expect(identityOf(await signIn(api([primary, other]))).user.email).toBe("mine@example.com");
    expect(identityOf(await signIn(api([primary]))).user.email).toBeUndefined();
    expect(identityOf(await signIn(api(null))).user.email).toBeUndefined();
  });

  test("a profile that is refused signs nobody in", async () => {
    await expect(signIn(api([], null))).rejects.toMatchObject({ type: "CallbackRouteError" });
  });
});

describe("a provider of one's own", () => {
  const endpoints = () => ({
    id: "own",
    name: "Own",
    type: "oauth" as const,
    clientId: "app",
    clientSecret: "s",
    authorization: `${op.issuer}/authorize`,
    token: `${op.issuer}/token` as never,
    userinfo: `${op.issuer}/userinfo` as never,
    profile: (found: { id: number; name: string }) => ({ id: found.id as never, name: found.name }),
  });
  const noIdToken = { token: ({ id_token: _, ...answer }: Record<string, unknown>) => answer };
  async function signIn(more: object = {}) {
    const browser = createBrowser(resolve({ ...endpoints(), ...more } as never));
    const callback = op.answer((await browser.begin()).redirect);
    return browser.finish(callback);
  }

  test("signs in by the userinfo endpoint; a number is an id", async () => {
    op.script = noIdToken;
    const { user, account } = identityOf(await signIn());
    expect(user.name).toBe("Alice by userinfo");
    expect(account.providerAccountId).toBe("7");
  });

  for (const status of [401, 404, 500])
    test(`a userinfo answer with status ${status} is no profile, whatever it says`, async () => {
      op.script = {
        ...noIdToken,
        intercept: {
          userinfo: (_, response) => response.writeHead(status).end('{"id":7,"name":"x"}'),
        },
      };
      await expect(signIn()).rejects.toMatchObject({
        type: "CallbackRouteError",
        cause: { err: { code: "userinfo_refused" } },
      });
    });

  test("`conform` repairs the token answer and the userinfo answer", async () => {
    op.script = {
      token: () => ({ access_token: "an access token" }),
      userinfo: () => ({ wrapped: { id: 8 } }),
    };
    const arrival = await signIn({
      token: {
        url: `${op.issuer}/token`,
        conform: async (response: Response) =>
          Response.json({ ...(await response.json()), token_type: "bearer" }),
      },
      userinfo: {
        url: `${op.issuer}/userinfo`,
        conform: async (response: Response) => Response.json((await response.json()).wrapped),
      },
    });
    expect(identityOf(arrival).account.providerAccountId).toBe("8");
  });

  test("`userinfo.request` sees the tokens as they came, `profile` and the account see when they end", async () => {
    op.script = noIdToken;
    const seen: Record<string, unknown>[] = [];
    const arrival = await signIn({
      userinfo: {
        request: ({ tokens }: { tokens: Record<string, unknown> }) => {
          seen.push({ ...tokens });
          return { id: 9 };
        },
      },
      profile: (found: { id: number }, tokens: Record<string, unknown>) => {
        seen.push({ ...tokens });
        return { id: String(found.id) };
      },
    });
    const expires_at = expect.any(Number);
    expect(seen[0]).toMatchObject({ access_token: "an access token", expires_in: 3600 });
    expect(seen[0]).not.toHaveProperty("expires_at");
    expect(seen[1]).toEqual({ ...seen[0], expires_at });
    expect(identityOf(arrival).account).toMatchObject({ ...seen[1] });
  });

  test("`token.request` and `userinfo.request` take the place of ours", async () => {
    const seen: unknown[] = [];
    const arrival = await signIn({
      token: {
        url: `${op.issuer}/token`,
        async request(context: { params: object; checks: object; provider: object }) {
          seen.push(context);
          return { tokens: { access_token: "theirs", token_type: "Bearer", expires_in: 60 } };
        },
      },
      userinfo: {
        url: `${op.issuer}/userinfo`,
        params: { fields: "id" },
        async request({ tokens, provider }: { tokens: object; provider: object }) {
          seen.push({ tokens, provider });
          return { id: 9 };
        },
      },
    });
    expect(identityOf(arrival).account).toMatchObject({
      providerAccountId: "9",
      access_token: "theirs",
      token_type: "bearer",
    });
    expect(seen[0]).toMatchObject({
      params: { code: expect.any(String) },
      checks: { code_verifier: expect.stringMatching(/^[\w-]{43}$/) },
      provider: { id: "own", callbackUrl: "http://app.test/api/auth/callback/own" },
    });
    expect(seen[1]).toMatchObject({
      tokens: { access_token: "theirs" },
      provider: {
        signinUrl: "http://app.test/api/auth/signin/own",
        userinfo: { url: `${op.issuer}/userinfo?fields=id` },
      },
    });
  });

  test('`checks: ["none"]` asks for nothing', async () => {
    op.script = noIdToken;
    const browser = createBrowser(resolve({ ...endpoints(), checks: ["none"] } as never));
    const { redirect, cookies } = await browser.begin();
    expect(cookies).toEqual([]);
    expect([...new URL(redirect).searchParams.keys()].sort()).toEqual([
      "client_id",
      "redirect_uri",
      "response_type",
      "scope",
    ]);
    const arrival = await browser.finish(op.answer(redirect));
    expect(identityOf(arrival).account.providerAccountId).toBe("7");
  });

  test("without a client id or secret the error names the variable", async () => {
    const made = { ...endpoints(), clientId: undefined };
    await expect(createBrowser(resolve(made as never)).begin()).rejects.toMatchObject({
      type: "InvalidConfig",
      message: expect.stringContaining("AUTH_OWN_ID"),
    });
    op.script = noIdToken;
    await expect(signIn({ clientSecret: undefined })).rejects.toMatchObject({
      type: "InvalidConfig",
      message: expect.stringContaining("AUTH_OWN_SECRET"),
    });
    await expect(
      signIn({ client: { token_endpoint_auth_method: "constructor" } }),
    ).rejects.toMatchObject({ type: "InvalidConfig" });
  });

  for (const [name, profile] of Object.entries({
    throws: (): never => {
      throw new Error("parse");
    },
    "returns nothing": (): void => {},
    "returns an empty id": () => ({ id: "" }),
    "returns an id that is an object": () => ({ id: {} }),
    "returns an address with a line break": () => ({ id: "1", email: "a@b.example\r\nx" }),
    "returns an address of 400 characters": () => ({ id: "1", email: "a".repeat(400) }),
    "returns an address that is a number": () => ({ id: "1", email: 5 }),
  }))
    test(`a profile() that ${name} is an OAuthProfileParseError`, async () => {
      op.script = noIdToken;
      await expect(signIn({ profile })).rejects.toMatchObject({
        type: "OAuthProfileParseError",
        kind: "error",
        cause: { provider: "own" },
      });
    });

  test("a profile without an id makes an account of its own each time", async () => {
    op.script = noIdToken;
    const profile = () => ({ name: "Nobody" });
    const [one, other] = [await signIn({ profile }), await signIn({ profile })];
    const ids = [one, other].map((arrival) => identityOf(arrival).account.providerAccountId);
    expect(ids[0]).toMatch(/^[\da-f-]{36}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });

  test("what users write about themselves is bounded", async () => {
    op.script = noIdToken;
    const hostile = (image: string) =>
      signIn({ profile: () => ({ id: "1", name: "x".repeat(1e6), image }) });
    const { user } = identityOf(await hostile("javascript:alert(1)"));
    expect(user.name).toHaveLength(1024);
    expect(user.image).toBeNull();
    for (const image of [
      " JavaScript:alert(1)",
      "data:text/html,x",
      "vbscript:x",
      `https://x/${"a".repeat(1e6)}`,
    ])
      expect(identityOf(await hostile(image)).user.image).toBeNull();
    for (const image of ["https://x.test/a.png", "/a.png", "data:image/png;base64,AA"])
      expect(identityOf(await hostile(image)).user.image).toBe(image);
  });
});
