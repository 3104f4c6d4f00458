/** Sign-ins at the real `oidc-provider`, over HTTP, its forms filled in as a user would. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import Keycloak from "../../src/providers/keycloak.js";
import {
  createBrowser,
  createServerProcess,
  identityOf,
  resolve,
  secret,
} from "../support/oauth-client.js";
import { type RealOp, startRealOp, visitOp } from "../support/real-op.js";

const origin = "http://app.test";
const callbacks = ["keycloak", "second"].map((id) => `${origin}/api/auth/callback/${id}`);
let op: RealOp;
beforeAll(async () => {
  op = await startRealOp(callbacks);
});
afterAll(() => op.close());

const options = () => ({
  issuer: op.issuer,
  clientId: "app",
  clientSecret: "a secret of 32 characters, or more",
});
const provider = (more: object = {}) => resolve(Keycloak({ ...options(), ...more }));
const tokenRequests = () => op.asked.get("/token") ?? 0;

/** Nobody is signed in, and the provider's token endpoint was not asked. */
async function expectRefusal(finishing: Promise<unknown>, type: string, tokensBefore: number) {
  await expect(finishing).rejects.toMatchObject({ type });
  expect(tokenRequests()).toBe(tokensBefore);
}

test("signs in, with PKCE, state and nonce", async () => {
  const browser = createBrowser(provider());
  const { redirect, cookies } = await browser.begin();
  const sent = new URL(redirect).searchParams;
  expect(sent.get("code_challenge_method")).toBe("S256");
  expect(sent.get("code_challenge")).toMatch(/^[\w-]{43}$/);
  expect(sent.get("scope")).toBe("openid profile email");
  expect(sent.get("nonce")).toMatch(/^[\w-]{43}$/);
  expect(sent.get("state")).toBeTruthy();
  expect(cookies.map(({ name }) => name)).toEqual([
    expect.stringMatching(/^authjs\.state\.[\da-f]{16}$/),
    "authjs.state.last",
  ]);
  for (const { options } of cookies)
    expect(options).toMatchObject({ httpOnly: true, sameSite: "lax", maxAge: 900 });

  const arrival = await browser.finish(await visitOp(redirect));
  const { user, account, profile } = identityOf(arrival);
  expect(user).toMatchObject({ name: "alice Example", email: "alice@example.com" });
  expect(account).toMatchObject({ provider: "keycloak", type: "oidc", providerAccountId: "alice" });
  expect(account.access_token).toBeTruthy();
  expect(profile).toMatchObject({ iss: op.issuer, sub: "alice", aud: "app" });
  expect(arrival).toMatchObject({ callbackUrl: `${origin}/dashboard` });
  expect(browser.cookies.size).toBe(0);
});

test("the browser's secret is the verifier, and in no URL, no state and no log", async () => {
  const process = createServerProcess();
  const browser = createBrowser(provider(), { process });
  const { redirect } = await browser.begin();
  const [verifier = ""] = browser.cookies.values();
  expect(verifier).toMatch(/^[\w-]{43}$/);
  const sent = new URL(redirect).searchParams;
  const digest = createHash("sha256").update(verifier).digest("base64url");
  expect(sent.get("code_challenge")).toBe(digest);
  const opened = await process.codec.open(sent.get("state") ?? "", {
    secrets: [secret],
    salt: "encodedState",
  });
  const claims = "claims" in opened ? opened.claims : {};
  expect(claims).toHaveProperty("random");
  await browser.finish(await visitOp(redirect));
  for (const seen of [redirect, JSON.stringify(claims), JSON.stringify(process.debugged)])
    expect(seen).not.toContain(verifier);
  expect([sent.get("nonce"), claims.random]).not.toContain(digest);
});

describe("refuses before the code leaves", () => {
  test("a wrong state", async () => {
    const browser = createBrowser(provider());
    const url = await visitOp((await browser.begin()).redirect);
    const before = tokenRequests();
    url.searchParams.set("state", "wrong");
    await expectRefusal(browser.finish(url), "InvalidCheck", before);
  });

  test("another browser's state", async () => {
    const [mine, theirs] = [createBrowser(provider()), createBrowser(provider())];
    await mine.begin();
    const url = await visitOp((await theirs.begin()).redirect);
    const before = tokenRequests();
    await expectRefusal(mine.finish(url), "InvalidCheck", before);
  });

  test("another tab's state under this tab's cookie name", async () => {
    const process = createServerProcess();
    const browser = createBrowser(provider(), { process });
    await browser.begin();
    const [first = ""] = browser.cookies.keys();
    const url = await visitOp((await browser.begin()).redirect);
    const second = [...browser.cookies.keys()].find(
      (name) => /\.[\da-f]{16}$/.test(name) && name !== first,
    );
    if (!second) throw new Error("The second tab has no cookie");
    browser.cookies.set(second, browser.cookies.get(first) ?? "");
    const before = tokenRequests();
    await expectRefusal(browser.finish(url), "InvalidCheck", before);
  });

  test("a state without any cookie", async () => {
    const browser = createBrowser(provider());
    const url = await visitOp((await browser.begin()).redirect);
    browser.cookies.clear();
    const before = tokenRequests();
    await expectRefusal(browser.finish(url), "InvalidCheck", before);
  });

  test("a cookie that another provider's sign-in made", async () => {
    const process = createServerProcess();
    const second = resolve({ ...Keycloak(options()), id: "second" });
    const browser = createBrowser(provider(), { process });
    const other = createBrowser(second, { process });
    const url = await visitOp((await other.begin()).redirect);
    for (const [name, value] of other.cookies) browser.cookies.set(name, value);
    const before = tokenRequests();
    await expectRefusal(browser.finish(url), "InvalidCheck", before);
    url.searchParams.delete("state");
    await expectRefusal(browser.finish(url), "InvalidCheck", before);
  });

  test("an expired transaction", async () => {
    let now = Date.now();
    const browser = createBrowser(provider(), { now: () => now });
    const url = await visitOp((await browser.begin()).redirect);
    const before = tokenRequests();
    now += 916_000;
    await expectRefusal(browser.finish(url), "InvalidCheck", before);
  });

  test("a state of somebody else's secret", async () => {
    const browser = createBrowser(provider());
    const url = await visitOp((await browser.begin()).redirect);
    const process = createServerProcess({ secrets: ["quite another secret, just as long"] });
    const stranger = createBrowser(provider(), { process });
    for (const [name, value] of browser.cookies) stranger.cookies.set(name, value);
    const before = tokenRequests();
    await expectRefusal(stranger.finish(url), "InvalidCheck", before);
  });
});

describe("an answer is good once", () => {
  test("in this process, also for parallel ones", async () => {
    const browser = createBrowser(provider());
    const url = await visitOp((await browser.begin()).redirect);
    const kept = new Map(browser.cookies);
    const before = tokenRequests();
    const results = await Promise.allSettled([browser.finish(url), browser.finish(url)]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    for (const [name, value] of kept) browser.cookies.set(name, value);
    await expect(browser.finish(url)).rejects.toMatchObject({ type: "InvalidCheck" });
    expect(tokenRequests() - before).toBe(1);
  });

  test("in another process, by the provider's word", async () => {
    const browser = createBrowser(provider());
    const url = await visitOp((await browser.begin()).redirect);
    const elsewhere = createBrowser(provider(), { process: createServerProcess() });
    for (const [name, value] of browser.cookies) elsewhere.cookies.set(name, value);
    await browser.finish(url);
    await expect(elsewhere.finish(url)).rejects.toMatchObject({
      type: "CallbackRouteError",
      cause: { error: "invalid_grant" },
    });
  });
});

test("a code of another sign-in is refused: its challenge is another", async () => {
  const [mine, theirs] = [createBrowser(provider()), createBrowser(provider())];
  const url = await visitOp((await mine.begin()).redirect);
  const injected = await visitOp((await theirs.begin()).redirect, { account: "mallory" });
  url.searchParams.set("code", injected.searchParams.get("code") ?? "");
  await expect(mine.finish(url)).rejects.toMatchObject({
    type: "CallbackRouteError",
    cause: { error: "invalid_grant" },
  });
});

test("an ID token with another nonce is refused", async () => {
  const browser = createBrowser(provider());
  const { redirect } = await browser.begin();
  const changed = new URL(redirect);
  changed.searchParams.set("nonce", "another");
  const url = await visitOp(changed.href);
  await expect(browser.finish(url)).rejects.toMatchObject({
    type: "CallbackRouteError",
    cause: { err: { message: expect.stringContaining("nonce") } },
  });
});

test("a sign-in without the verifier is refused by the provider", async () => {
  const browser = createBrowser(provider({ checks: ["state"] }));
  const { redirect } = await browser.begin();
  expect(redirect).not.toContain("code_challenge");
  const url = await visitOp(redirect);
  expect(url.searchParams.get("error")).toBe("invalid_request");
  await expect(browser.finish(url)).rejects.toMatchObject({ type: "OAuthCallbackError" });
});

test("cancelling at the provider is an OAuthCallbackError", async () => {
  const browser = createBrowser(provider());
  const url = await visitOp((await browser.begin()).redirect, { cancels: true });
  const before = tokenRequests();
  await expect(browser.finish(url)).rejects.toMatchObject({
    type: "OAuthCallbackError",
    kind: "signIn",
    cause: { providerId: "keycloak", error: "access_denied" },
  });
  expect(tokenRequests()).toBe(before);
});

describe("50 sign-ins at once", () => {
  test("of 50 browsers", async () => {
    const process = createServerProcess();
    const accounts = Array.from({ length: 50 }, (_, i) => `user-${i}`);
    const names = await Promise.all(
      accounts.map(async (account) => {
        const browser = createBrowser(provider(), { process });
        const url = await visitOp((await browser.begin()).redirect, { account });
        return identityOf(await browser.finish(url)).account.providerAccountId;
      }),
    );
    expect(names).toEqual(accounts);
  });

  test("in 50 tabs of one browser that were opened at the same time", async () => {
    const process = createServerProcess();
    const browser = createBrowser(provider(), { process });
    const begun = await Promise.all(Array.from({ length: 50 }, () => browser.begin()));
    const urls = await Promise.all(begun.map(({ redirect }) => visitOp(redirect)));
    const arrivals = await Promise.all(urls.map((url) => browser.finish(url)));
    expect(arrivals.map((arrival) => identityOf(arrival).account.providerAccountId)).toEqual(
      Array.from({ length: 50 }, () => "alice"),
    );
    expect(browser.cookies.size).toBe(0);
  });
});

describe("client authentication", () => {
  const callback = [`${origin}/api/auth/callback/keycloak`];
  async function signInWith(client: Record<string, unknown>, more: object) {
    const own = await startRealOp(callback, {}, client);
    try {
      const browser = createBrowser(provider({ issuer: own.issuer, ...more }));
      const url = await visitOp((await browser.begin()).redirect);
      return identityOf(await browser.finish(url)).account.providerAccountId;
    } finally {
      await own.close();
    }
  }

  for (const method of ["client_secret_basic", "client_secret_post", "client_secret_jwt"])
    test(method, async () => {
      const metadata = { token_endpoint_auth_method: method };
      expect(await signInWith(metadata, { client: metadata })).toBe("alice");
    });

  test("none", async () => {
    const metadata = { token_endpoint_auth_method: "none" };
    const client = { ...metadata, client_secret: undefined };
    expect(await signInWith(client, { clientSecret: undefined, client: metadata })).toBe("alice");
  });

  test("private_key_jwt", async () => {
    const { generateKeyPair, exportJWK } = await import("jose");
    const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
    const metadata = { token_endpoint_auth_method: "private_key_jwt" };
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: "k", alg: "ES256" }] };
    const token = { clientPrivateKey: { key: privateKey, kid: "k" } };
    expect(await signInWith({ ...metadata, jwks }, { client: metadata, token })).toBe("alice");
  });

  test("a wrong secret is a coded error with the provider's reason, and without the secret", async () => {
    const failing = signInWith({}, { clientSecret: "not-the-secret" });
    const error = await failing.then(
      () => null,
      (thrown: Error) => thrown,
    );
    expect(error).toMatchObject({
      type: "CallbackRouteError",
      cause: { error: "invalid_client", status: "401" },
    });
    expect(JSON.stringify([error?.message, error?.stack, error?.cause])).not.toContain(
      "not-the-secret",
    );
  });
});

test("the provider goes down between the two steps", async () => {
  const own = await startRealOp([`${origin}/api/auth/callback/keycloak`]);
  const browser = createBrowser(provider({ issuer: own.issuer }));
  const url = await visitOp((await browser.begin()).redirect);
  await own.close();
  await expect(browser.finish(url)).rejects.toMatchObject({ type: "CallbackRouteError" });
  await expect(createBrowser(provider({ issuer: own.issuer })).begin()).rejects.toMatchObject({
    type: "OAuthSignInError",
  });
});
