/** The whole way over HTTP requests: button, provider, callback, session. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAuth } from "../../src/core.js";
import Keycloak from "../../src/providers/keycloak.js";
import { createCookieJar } from "../support/cookie-jar.js";
import { secret } from "../support/oauth-client.js";
import { type RealOp, startRealOp, visitOp } from "../support/real-op.js";

const origin = "http://app.test";
let op: RealOp;
beforeAll(async () => {
  op = await startRealOp([`${origin}/auth/callback/keycloak`]);
});
afterAll(() => op.close());

function createApp() {
  const errors: Error[] = [];
  const { handle } = createAuth({
    providers: [
      Keycloak({
        issuer: op.issuer,
        clientId: "app",
        clientSecret: "a secret of 32 characters, or more",
      }),
    ],
    secret,
    trustHost: true,
    logger: { error: (error) => void errors.push(error) },
  });
  const jar = createCookieJar();
  async function visit(path: string | URL, init: RequestInit = {}) {
    const url = new URL(path, origin);
    const headers = { cookie: jar.header(url), ...(init.headers as Record<string, string>) };
    const response = await handle(new Request(url, { ...init, headers }));
    jar.store(url, response.headers.getSetCookie());
    return response;
  }
  return {
    visit,
    errors,
    async press(callbackUrl: string) {
      const { csrfToken } = (await (await visit("/auth/csrf")).json()) as { csrfToken: string };
      const body = new URLSearchParams({ csrfToken, callbackUrl });
      const response = await visit("/auth/signin/keycloak", { method: "POST", body });
      return response.headers.get("location") ?? "";
    },
    session: async () => (await visit("/auth/session")).json() as Promise<{ user?: object } | null>,
  };
}

test("signs in and comes back to the page it came from, each tab to its own", async () => {
  const app = createApp();
  const tabs = ["/a", "/b"];
  const urls = [];
  for (const page of tabs) urls.push(await visitOp(await app.press(page)));
  for (const [i, url] of urls.entries()) {
    const response = await app.visit(url);
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toBe(`${origin}${tabs[i]}`);
  }
  expect(await app.session()).toMatchObject({
    user: { name: "alice Example", email: "alice@example.com" },
  });
  expect(app.errors).toEqual([]);
});

test("what fails ends on the page that Auth.js would show", async () => {
  const app = createApp();
  const cancelled = await app.visit(await visitOp(await app.press("/"), { cancels: true }));
  expect(cancelled.headers.get("location")).toBe(`${origin}/auth/signin?error=OAuthCallbackError`);

  const url = await visitOp(await app.press("/"));
  url.searchParams.set("state", "wrong");
  const wrong = await app.visit(url);
  expect(wrong.headers.get("location")).toBe(`${origin}/auth/error?error=Configuration`);
  expect(app.errors.map(({ name }) => name)).toEqual(["OAuthCallbackError", "InvalidCheck"]);
  expect(await app.session()).toBeNull();
});

test("a provider that is down ends on the error page", async () => {
  const gone = await startRealOp([]);
  await gone.close();
  const errors: Error[] = [];
  const { handle } = createAuth({
    providers: [Keycloak({ issuer: gone.issuer, clientId: "app", clientSecret: "s" })],
    secret,
    trustHost: true,
    skipCSRFCheck: (await import("../../src/symbols.js")).skipCSRFCheck,
    logger: { error: (error) => void errors.push(error) },
  });
  const request = new Request(`${origin}/auth/signin/keycloak`, {
    method: "POST",
    body: new URLSearchParams(),
  });
  const response = await handle(request);
  expect(response.headers.get("location")).toBe(`${origin}/auth/error?error=Configuration`);
  expect(errors.map(({ name }) => name)).toEqual(["OAuthSignInError"]);
});
