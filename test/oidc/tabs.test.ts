/** Many tabs of one browser, over HTTP: what they begin stays small enough for any server, and all of them finish. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Auth } from "../../src/core.js";
import type { AuthConfig } from "../../src/index.js";
import Keycloak from "../../src/providers/keycloak.js";
import { type CookieJar, createCookieJar } from "../support/cookie-jar.js";
import { keepFigure } from "../support/figures.js";
import { secret } from "../support/oauth-client.js";
import { type RealOp, startRealOp, visitOp } from "../support/real-op.js";

/** Behind a proxy that ends TLS, so that the cookies have their longest names. */
const origin = "https://app.test";

let op: RealOp;
let server: Server;
let longestCookies = 0;
let errors: Error[] = [];

beforeAll(async () => {
  op = await startRealOp([`${origin}/auth/callback/keycloak`]);
  const config: AuthConfig = {
    providers: [
      Keycloak({
        issuer: op.issuer,
        clientId: "app",
        clientSecret: "a secret of 32 characters, or more",
      }),
    ],
    secret,
    trustHost: true,
    basePath: "/auth",
    logger: { error: (error) => void errors.push(error) },
  };
  server = createServer(async (incoming, outgoing) => {
    longestCookies = Math.max(longestCookies, incoming.headers.cookie?.length ?? 0);
    const response = await Auth(await toRequest(incoming), config as Omit<AuthConfig, "raw">);
    outgoing.writeHead(response.status, [...response.headers].flat());
    outgoing.end(await response.text());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await op.close();
});
beforeEach(() => {
  longestCookies = 0;
  errors = [];
});

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return new Request(origin + incoming.url, {
    method: incoming.method ?? "GET",
    headers: incoming.headers as Record<string, string>,
    ...(incoming.method === "POST" && { body: Buffer.concat(chunks) }),
  });
}

/** One browser: every tab of it sends the cookies that are there when its request leaves. */
function createTabs() {
  const jar: CookieJar = createCookieJar();
  async function visit(path: string, form?: Record<string, string>): Promise<Response> {
    const { port } = server.address() as AddressInfo;
    const url = new URL(path, origin);
    const response = await fetch(`http://127.0.0.1:${port}${url.pathname}${url.search}`, {
      method: form ? "POST" : "GET",
      headers: { cookie: jar.header(url) },
      redirect: "manual",
      ...(form && { body: new URLSearchParams(form) }),
    });
    expect(response.status).not.toBe(431);
    jar.store(url, response.headers.getSetCookie());
    return response;
  }
  const targetOf = (response: Response) => response.headers.get("location") ?? "";
  let csrfToken: string | undefined;
  return {
    underWay: () => jar.header(new URL(origin)).match(/authjs\.state\.[\da-f]{16}=/g)?.length ?? 0,
    async open(): Promise<void> {
      csrfToken = ((await (await visit("/auth/csrf")).json()) as { csrfToken: string }).csrfToken;
    },
    async begin(callbackUrl: string): Promise<string> {
      return targetOf(
        await visit("/auth/signin/keycloak", { csrfToken: csrfToken ?? "", callbackUrl }),
      );
    },
    async finish(url: URL): Promise<string> {
      return targetOf(await visit(url.pathname + url.search));
    },
    async user(): Promise<string | undefined> {
      const session = await (await visit("/auth/session")).json();
      return (session as { user?: { name?: string } } | null)?.user?.name;
    },
  };
}

const count = 50;
/** Each tab has a page of its own, with a query as pages have them. */
const pageOf = (tab: number) =>
  `/orders/${tab}?filter=${"open,paid,shipped,".repeat(8)}&sort=date&page=${tab}`;
const tabs = Array.from({ length: count }, (_, tab) => tab);
/** Not in the order of their beginning, nor in its reverse. */
const scrambled = tabs.map((tab) => (tab * 37 + 11) % count);

async function finishAll(browser: ReturnType<typeof createTabs>, redirects: string[]) {
  for (const tab of scrambled) {
    const account = `user-${tab}`;
    const url = await visitOp(redirects[tab] ?? "", { account });
    expect(await browser.finish(url), account).toBe(`${origin}${pageOf(tab)}`);
    expect(await browser.user()).toBe(`${account} Example`);
  }
  expect(browser.underWay()).toBe(0);
  expect(errors).toEqual([]);
  expect(longestCookies).toBeLessThan(8_192);
  keepFigure(
    `${count} sign-ins under way in one browser: longest Cookie header`,
    `${longestCookies} bytes`,
  );
}

test("50 tabs that begin at once finish in any order, each on its own page", async () => {
  const browser = createTabs();
  await browser.open();
  const redirects = await Promise.all(tabs.map((tab) => browser.begin(pageOf(tab))));
  expect(browser.underWay()).toBe(count);
  await finishAll(browser, redirects);
});

test("50 tabs that begin one after another do, too", async () => {
  const browser = createTabs();
  await browser.open();
  const redirects: string[] = [];
  for (const tab of tabs) redirects.push(await browser.begin(pageOf(tab)));
  expect(browser.underWay()).toBe(count);
  await finishAll(browser, redirects);
});

test("of 65 tabs the oldest has to begin again, and says so", async () => {
  const browser = createTabs();
  await browser.open();
  const oldest = await browser.begin("/oldest");
  // The time in a cookie's name counts seconds.
  await setTimeout(1_100);
  const redirects: string[] = [];
  for (let tab = 1; tab < 64; tab++) redirects.push(await browser.begin(pageOf(tab)));
  expect(browser.underWay()).toBe(64);
  redirects.push(await browser.begin("/newest"));
  expect(browser.underWay()).toBe(64);

  const refused = await browser.finish(await visitOp(oldest));
  expect(refused).toBe(`${origin}/auth/error?error=Configuration`);
  expect(errors).toEqual([expect.objectContaining({ type: "InvalidCheck" })]);
  expect(await browser.user()).toBeUndefined();

  expect(await browser.finish(await visitOp(redirects[0] ?? ""))).toBe(origin + pageOf(1));
  expect(await browser.finish(await visitOp(redirects[63] ?? ""))).toBe(`${origin}/newest`);
  expect(errors).toHaveLength(1);
  expect(longestCookies).toBeLessThan(8_192);
});

// Browsers keep some 180 cookies of a site.
test("150 tabs that begin at once lock nobody out: the next one makes room", async () => {
  const browser = createTabs();
  await browser.open();
  const many = Array.from({ length: 150 }, (_, tab) => tab);
  await Promise.all(many.map((tab) => browser.begin(pageOf(tab))));
  expect(browser.underWay()).toBe(150);
  const last = await browser.begin("/last");
  expect(browser.underWay()).toBe(64);
  expect(await browser.finish(await visitOp(last))).toBe(`${origin}/last`);
  expect(errors).toEqual([]);
});
