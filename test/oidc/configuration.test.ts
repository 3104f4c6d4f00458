/** Providers configured in part or wholly by hand: what is asked for, and what is not. */
import { exportJWK, generateKeyPair } from "jose";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createOAuthState } from "../../src/methods/oauth/index.js";
import { customFetch } from "../../src/symbols.js";
import {
  createBrowser,
  createServerProcess,
  identityOf,
  resolve,
} from "../support/oauth-client.js";
import { type ScriptedOp, startScriptedOp } from "../support/scripted-op.js";

let op: ScriptedOp;
beforeAll(async () => {
  op = await startScriptedOp();
});
afterAll(() => op.close());
beforeEach(() => {
  op.script = {};
});

const client = { id: "op", name: "OP", type: "oidc" as const, clientId: "app", clientSecret: "s" };
const byHand = () => ({
  authorization: `${op.issuer}/authorize`,
  token: `${op.issuer}/token`,
  userinfo: `${op.issuer}/userinfo`,
});

async function signIn(options: object, query?: Record<string, string>) {
  const before = { ...op.asked };
  const browser = createBrowser(resolve({ ...client, ...options } as never));
  const { redirect } = await browser.begin(query);
  const identity = identityOf(await browser.finish(op.answer(redirect)));
  const asked = Object.entries(op.asked).map(([name, count]) => [
    name,
    count - before[name as keyof typeof before],
  ]);
  return { identity, redirect, asked: Object.fromEntries(asked) };
}

test("an issuer alone: everything is discovered, once for both steps", async () => {
  const { asked } = await signIn({ issuer: op.issuer });
  expect(asked).toEqual({ discovery: 1, jwks: 1, token: 1, userinfo: 0 });
});

test("issuer, endpoints and keys: nothing is discovered", async () => {
  const { asked } = await signIn({
    ...byHand(),
    issuer: op.issuer,
    jwks_endpoint: `${op.issuer}/jwks`,
  });
  expect(asked).toEqual({ discovery: 0, jwks: 1, token: 1, userinfo: 0 });
});

test("issuer and endpoints: the keys are discovered", async () => {
  const { asked } = await signIn({ ...byHand(), issuer: op.issuer });
  expect(asked).toEqual({ discovery: 1, jwks: 1, token: 1, userinfo: 0 });
});

for (const checks of [["state"], ["none"], []])
  test(`checks: ${JSON.stringify(checks)} is for providers that do not return a nonce`, async () => {
    op.script = { claims: ({ nonce: _, ...claims }) => claims };
    const { identity, redirect } = await signIn({ issuer: op.issuer, checks });
    const sent = new URL(redirect).searchParams;
    const isSent = ["state", "nonce", "code_challenge"].map((name) => sent.has(name));
    expect(isSent).toEqual([checks[0] !== "none", false, false]);
    expect(identity.account.providerAccountId).toBe("alice");
  });

test("keys by hand are the only ones that count", async () => {
  const { publicKey } = await generateKeyPair("RS256", { extractable: true });
  const other = await startScriptedOp();
  other.script = { jwks: () => [] };
  const foreign = { ...(await exportJWK(publicKey)), kid: "key-1", alg: "RS256", use: "sig" };
  other.script = { jwks: () => [foreign] };
  const options = { ...byHand(), issuer: op.issuer, jwks_endpoint: `${other.issuer}/jwks` };
  await expect(signIn(options)).rejects.toMatchObject({ type: "CallbackRouteError" });
  await other.close();
});

test("endpoints and keys without an issuer: the token endpoint's origin is its name", async () => {
  const { identity } = await signIn({ ...byHand(), jwks_endpoint: `${op.issuer}/jwks` });
  expect(identity.account.providerAccountId).toBe("alice");
});

test("OAuth with an issuer alone finds its userinfo endpoint", async () => {
  op.script = { token: ({ id_token: _, ...answer }) => answer };
  const profile = (found: { sub: string }) => ({ id: found.sub });
  const { asked } = await signIn({ type: "oauth", issuer: op.issuer, profile });
  expect(asked).toEqual({ discovery: 1, jwks: 0, token: 1, userinfo: 1 });
});

test("a document at another place", async () => {
  const elsewhere = await startScriptedOp();
  const wellKnown = `${op.issuer}/.well-known/openid-configuration?tenant=1`;
  op.script = {
    discovery: (document) => ({ ...document, issuer: elsewhere.issuer }),
    issuer: elsewhere.issuer,
  };
  const { identity } = await signIn({ issuer: elsewhere.issuer, wellKnown });
  expect(identity.account.providerAccountId).toBe("alice");
  expect(elsewhere.asked.discovery).toBe(0);
  await elsewhere.close();
});

test("an issuer with or without the slash that the document writes", async () => {
  op.script = { issuer: `${op.issuer}/` };
  const { identity } = await signIn({ issuer: op.issuer });
  expect(identity.account.providerAccountId).toBe("alice");
});

test("parameters of an endpoint are sent in its query", async () => {
  let asked = "";
  op.script = {
    intercept: {
      token: (request, response) => {
        asked = request.url ?? "";
        response.end("{}");
      },
    },
  };
  const token = { params: { tenant: "t" } };
  await expect(signIn({ issuer: op.issuer, token })).rejects.toThrow();
  expect(asked).toBe("/token?tenant=t");
});

test("a redirect URI that the call of signIn passes is used in both steps", async () => {
  const redirect_uri = "http://app.test/api/auth/callback/op?from=mobile";
  const { identity } = await signIn({ issuer: op.issuer }, { redirect_uri });
  expect(identity.account.providerAccountId).toBe("alice");
  expect(op.received.form.get("redirect_uri")).toBe(redirect_uri);
});

test("https endpoints stay https: a discovered one on http is refused", async () => {
  const seen: string[] = [];
  const issuer = "https://op.test";
  const fetcher: typeof fetch = async (input) => {
    seen.push(String(input));
    const document = {
      issuer,
      jwks_uri: `${op.issuer}/jwks`,
      token_endpoint: `${op.issuer}/token`,
    };
    return Response.json({ ...document, authorization_endpoint: "https://op.test/authorize" });
  };
  const browser = createBrowser(resolve({ ...client, issuer, [customFetch]: fetcher } as never));
  const { redirect } = await browser.begin();
  await expect(browser.finish(op.answer(redirect))).rejects.toMatchObject({
    type: "CallbackRouteError",
    cause: { err: { code: "OAUTH_HTTP_REQUEST_FORBIDDEN" } },
  });
  expect(seen).toEqual(["https://op.test/.well-known/openid-configuration"]);
});

test("an https issuer cannot send the browser to http", async () => {
  const issuer = "https://op.test";
  const document = { issuer, authorization_endpoint: "http://op.test/authorize" };
  const fetcher: typeof fetch = async () => Response.json(document);
  const browser = createBrowser(resolve({ ...client, issuer, [customFetch]: fetcher } as never));
  await expect(browser.begin()).rejects.toMatchObject({
    type: "OAuthSignInError",
    cause: { err: { code: "insecure_endpoint" } },
  });
});

test("a configuration made for each request shares what its process knows", async () => {
  const state = createOAuthState();
  const before = op.asked.discovery;
  const begin = () => {
    const process = createServerProcess({ state });
    return createBrowser(resolve({ ...client, issuer: op.issuer }), { process });
  };
  const browser = begin();
  const url = op.answer((await browser.begin()).redirect);
  const second = begin();
  for (const [name, value] of browser.cookies) second.cookies.set(name, value);
  await second.finish(url);
  expect(op.asked.discovery - before).toBe(1);
  await expect(browser.finish(url)).rejects.toMatchObject({ type: "InvalidCheck" });
});

test("documents that one fetch brought are not for sign-ins with another", async () => {
  const state = createOAuthState();
  const issuer = "https://op.test";
  const asked: string[] = [];
  const tenant = (name: string): typeof fetch => {
    const authorization_endpoint = `https://${name}.op.test/authorize`;
    return async () => {
      asked.push(name);
      return Response.json({ issuer, authorization_endpoint });
    };
  };
  const [one, other] = [tenant("one"), tenant("other")];
  const begin = async (fetcher: typeof fetch) => {
    const provider = resolve({ ...client, issuer, [customFetch]: fetcher } as never);
    const browser = createBrowser(provider, { process: createServerProcess({ state }) });
    return new URL((await browser.begin()).redirect).hostname;
  };
  const hosts = [await begin(one), await begin(other), await begin(one), await begin(other)];
  expect(hosts).toEqual(["one.op.test", "other.op.test", "one.op.test", "other.op.test"]);
  expect(asked).toEqual(["one", "other"]);
});

test("a document is asked for again after ten minutes", async () => {
  let now = Date.now();
  const process = createServerProcess();
  const browser = createBrowser(resolve({ ...client, issuer: op.issuer }), {
    process,
    now: () => now,
  });
  const before = op.asked.discovery;
  await browser.begin();
  now += 599_000;
  await browser.begin();
  expect(op.asked.discovery - before).toBe(1);
  now += 2_000;
  await browser.begin();
  expect(op.asked.discovery - before).toBe(2);
});
