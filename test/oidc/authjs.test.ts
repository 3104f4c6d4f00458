/**
 * Beside the published @auth/core: a sign-in that it began is finished by us, and each one's redirect proxy passes
 * on what the other sent.
 */
import { Auth, type AuthConfig } from "@auth/core";
import PublishedKeycloak from "@auth/core/providers/keycloak";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import Keycloak from "../../src/providers/keycloak.js";
import { createCookieJar } from "../support/cookie-jar.js";
import {
  createBrowser,
  createServerProcess,
  identityOf,
  resolve,
  secret,
} from "../support/oauth-client.js";
import { type ScriptedOp, startScriptedOp } from "../support/scripted-op.js";

const origin = "http://app.test";
let op: ScriptedOp;
beforeAll(async () => {
  op = await startScriptedOp();
});
afterAll(() => op.close());
beforeEach(() => {
  op.script = {};
});

const options = (more: object = {}) => ({
  issuer: op.issuer,
  clientId: "app",
  clientSecret: "s",
  ...more,
});
const configOf = (more: object, config: Partial<AuthConfig> = {}): AuthConfig => ({
  providers: [PublishedKeycloak(options(more))],
  secret,
  trustHost: true,
  basePath: "/api/auth",
  ...config,
});

/** Begins a sign-in at the published package; its cookies and where it sends the browser. */
async function beginAtAuthjs(config: AuthConfig, base = origin) {
  const jar = createCookieJar();
  const call = async (path: string, init: RequestInit = {}) => {
    const url = new URL(`${base}/api/auth/${path}`);
    const response = await Auth(
      new Request(url, { ...init, headers: { cookie: jar.header(url) } }),
      config,
    );
    jar.store(url, response.headers.getSetCookie());
    return response;
  };
  const { csrfToken } = (await (await call("csrf")).json()) as { csrfToken: string };
  const body = new URLSearchParams({ csrfToken, callbackUrl: `${base}/dashboard` });
  const response = await call("signin/keycloak", { method: "POST", body });
  const pairs = jar.header(new URL(base)).split("; ");
  const cookies = pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]);
  return { redirect: response.headers.get("location") ?? "", cookies: new Map(cookies), jar };
}

describe("a sign-in that began at Auth.js", () => {
  for (const checks of [
    undefined,
    ["pkce", "state"],
    ["state"],
    ["nonce"],
    ["pkce", "state", "nonce"],
  ] as const)
    test(`finishes here, with ${checks ? checks.join(" and ") : "the default checks"}`, async () => {
      const more = checks ? { checks: [...checks] } : {};
      const begun = await beginAtAuthjs(configOf(more));
      const process = createServerProcess();
      const browser = createBrowser(resolve(Keycloak(options(more))), { process });
      for (const [name, value] of begun.cookies) browser.cookies.set(name, value);
      const url = op.answer(begun.redirect);
      expect(identityOf(await browser.finish(url)).account.providerAccountId).toBe("alice");
      const left = [...browser.cookies.keys()].filter((name) => /state|pkce|nonce/.test(name));
      expect(left).toEqual([]);

      const before = op.asked.token;
      for (const [name, value] of begun.cookies) browser.cookies.set(name, value);
      await expect(browser.finish(url)).rejects.toMatchObject({ type: "InvalidCheck" });
      expect(op.asked.token).toBe(before);
    });

  test("and one of ours at the same time: each finds its own", async () => {
    const process = createServerProcess();
    const browser = createBrowser(resolve(Keycloak(options())), { process });
    const ours = await browser.begin();
    const theirs = await beginAtAuthjs(configOf({}));
    for (const [name, value] of theirs.cookies) browser.cookies.set(name, value);
    for (const { redirect } of [theirs, ours])
      expect(identityOf(await browser.finish(op.answer(redirect))).user.name).toBe("Alice Example");
  });

  test("is refused with a check missing, of another provider, or with another state", async () => {
    const checks = ["pkce", "state", "nonce"] as const;
    const begun = await beginAtAuthjs(configOf({ checks: [...checks] }));
    const provider = resolve(Keycloak(options({ checks: [...checks] })));
    const url = op.answer(begun.redirect);
    const before = op.asked.token;
    for (const missing of ["authjs.pkce.code_verifier", "authjs.state", "authjs.nonce"]) {
      const browser = createBrowser(provider);
      for (const [name, value] of begun.cookies)
        if (name !== missing) browser.cookies.set(name, value);
      await expect(browser.finish(url), missing).rejects.toMatchObject({ type: "InvalidCheck" });
    }
    const other = createBrowser(
      resolve({ ...Keycloak(options({ checks: [...checks] })), id: "other" }),
    );
    for (const [name, value] of begun.cookies) other.cookies.set(name, value);
    await expect(other.finish(url)).rejects.toMatchObject({ type: "InvalidCheck" });

    const browser = createBrowser(provider);
    for (const [name, value] of begun.cookies) browser.cookies.set(name, value);
    url.searchParams.set("state", `${url.searchParams.get("state")}x`);
    await expect(browser.finish(url)).rejects.toMatchObject({ type: "InvalidCheck" });
    expect(op.asked.token).toBe(before);
  });
});

describe("the redirect proxy", () => {
  const proxyOrigin = "https://proxy.test";
  const redirectProxyUrl = `${proxyOrigin}/api/auth`;
  const proxied = () => resolve(Keycloak(options({ redirectProxyUrl })));

  test("of Auth.js passes on what we sent, and we finish", async () => {
    const browser = createBrowser(proxied());
    const { redirect } = await browser.begin();
    const sent = new URL(redirect).searchParams.get("redirect_uri");
    expect(sent).toBe(`${redirectProxyUrl}/callback/keycloak`);
    const atProxy = await Auth(
      new Request(op.answer(redirect)),
      configOf({}, { redirectProxyUrl }),
    );
    const onward = atProxy.headers.get("location") ?? "";
    expect(onward).toMatch(/^http:\/\/app\.test\/api\/auth\/callback\/keycloak\?/);
    expect(identityOf(await browser.finish(onward)).account.providerAccountId).toBe("alice");
  });

  test("of ours passes on what Auth.js sent, and Auth.js finishes", async () => {
    const config = configOf({}, { redirectProxyUrl });
    const begun = await beginAtAuthjs(config);
    const proxy = createBrowser(proxied(), { origin: proxyOrigin });
    const relayed = await proxy.finish(op.answer(begun.redirect));
    const onward = "redirect" in relayed ? relayed.redirect : "";
    expect(onward).toMatch(/^http:\/\/app\.test\/api\/auth\/callback\/keycloak\?/);
    const response = await Auth(
      new Request(onward, { headers: { cookie: begun.jar.header(new URL(origin)) } }),
      config,
    );
    expect(response.headers.get("location")).toBe(`${origin}/dashboard`);
    expect(response.headers.getSetCookie().join()).toContain("authjs.session-token=ey");
  });

  test("of ours passes on what we sent, and asks nobody for it", async () => {
    const before = { ...op.asked };
    const process = createServerProcess();
    const browser = createBrowser(proxied(), { process });
    const { redirect } = await browser.begin();
    const url = op.answer(redirect);
    const proxy = createBrowser(proxied(), { origin: proxyOrigin });
    const relayed = await proxy.finish(url);
    expect(op.asked.token).toBe(before.token);
    expect(relayed).toEqual({
      redirect: `${origin}/api/auth/callback/keycloak?${url.searchParams}`,
      cookies: [],
    });
    if ("redirect" in relayed)
      expect(identityOf(await browser.finish(relayed.redirect)).account.providerAccountId).toBe(
        "alice",
      );
  });

  test("signs in itself, too", async () => {
    const browser = createBrowser(proxied(), { origin: proxyOrigin });
    const url = op.answer((await browser.begin()).redirect);
    expect(identityOf(await browser.finish(url)).account.providerAccountId).toBe("alice");
  });

  const hostile = [
    "https://evil.test/",
    "https://evil.test/api/auth/callback/other",
    "ftp://evil.test/api/auth/callback/keycloak",
    "javascript:alert(1)//api/auth/callback/keycloak",
    "https://user:pass@evil.test/api/auth/callback/keycloak",
    "https://evil.test/api/auth/callback/keycloak?x=1",
    "https://evil.test/?/api/auth/callback/keycloak",
    "https://evil.test/#/api/auth/callback/keycloak",
    "//evil.test/api/auth/callback/keycloak",
    "not a url",
  ];
  for (const target of hostile)
    test(`does not lead to ${target}, though the seal is good`, async () => {
      const process = createServerProcess();
      const state = await process.codec.seal(
        { origin: target, random: "r" },
        { secrets: [secret], salt: "encodedState", maxAge: 900, now: Date.now() },
      );
      const proxy = createBrowser(proxied(), { process, origin: proxyOrigin });
      const url = new URL(`${redirectProxyUrl}/callback/keycloak?code=c`);
      url.searchParams.set("state", state);
      await expect(proxy.finish(url)).rejects.toMatchObject({ type: "InvalidCheck" });
    });

  test("does not believe a state of another secret, or one that is too old", async () => {
    const process = createServerProcess();
    const target = { origin: `${origin}/api/auth/callback/keycloak`, random: "r" };
    const proxy = createBrowser(proxied(), { process, origin: proxyOrigin });
    for (const [secrets, age] of [
      [["another secret, quite as long as it"], 0],
      [[secret], 1_000_000],
    ] as const) {
      const state = await process.codec.seal(target, {
        secrets: secrets as never,
        salt: "encodedState",
        maxAge: 900,
        now: Date.now() - age,
      });
      const url = new URL(`${redirectProxyUrl}/callback/keycloak?code=c`);
      url.searchParams.set("state", state);
      await expect(proxy.finish(url)).rejects.toMatchObject({ type: "InvalidCheck" });
    }
  });
});
