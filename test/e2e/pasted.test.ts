import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { type ContractApp, contractApp } from "../support/contract.js";
import type { RunningServer } from "../support/servers.js";

const env = { AUTH_SECRET: "the secret of the pasted apps, thirty-two bytes and more" };

/** What each pasted app shows: to a stranger, then to Ada. */
const apps = [
  {
    name: "client-components",
    async stranger(page: Page, url: string) {
      await page.goto(`${url}/profile`);
      await page.getByText("Not authenticated").waitFor();
      expect((await page.request.post(`${url}/api/admin`)).status()).toBe(403);
    },
    async ada(page: Page, url: string) {
      await page.goto(url);
      expect(await page.locator("output").textContent()).toMatch(/^ada@example\.com, .+/);
      await page.goto(`${url}/profile`);
      await page.getByText("Email: ada@example.com").waitFor();
    },
  },
  {
    name: "accessing-the-session",
    async stranger(page: Page, url: string) {
      await page.goto(url);
      await page.getByRole("button", { name: "Sign In" }).waitFor();
      expect((await page.request.get(`${url}/api/user/profile`)).status()).toBe(401);
      await page.goto(`${url}/dashboard`);
      expect(new URL(page.url()).pathname).toBe("/api/auth/signin");
    },
    async ada(page: Page, url: string) {
      const profile = await page.request.get(`${url}/api/user/profile`);
      expect(await profile.json()).toEqual({ email: "ada@example.com" });
      const session = await page.request.get(`${url}/api/auth/session`);
      expect((await session.json()).user).toMatchObject({ role: "admin" });
      await page.goto(`${url}/dashboard`);
      await page.getByRole("heading", { name: "Welcome, Ada!" }).waitFor();
      await page.goto(url);
      await page.getByText("Hi, Ada").waitFor();
      await page.getByRole("button", { name: "Sign Out" }).click();
      await page.getByRole("button", { name: "Sign In" }).waitFor();
    },
  },
  {
    name: "retrieving-sessions",
    async stranger(page: Page, url: string) {
      await page.goto(`${url}/client`);
      await page.getByText("Access denied. Please login.").waitFor();
      await page.goto(`${url}/dashboard`);
      expect(new URL(page.url()).pathname).toBe("/login");
      await page.getByLabel("E-mail").fill("ada@example.com");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(`${url}/dashboard`);
    },
    async ada(page: Page, url: string) {
      await page.goto(`${url}/dashboard`);
      await page.getByRole("heading", { name: "Welcome back, Ada!" }).waitFor();
      await page.goto(`${url}/client`);
      await page.getByText("Profile Avatar:").waitFor();
    },
  },
];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe.each(apps)("$name", ({ name, stranger, ada }) => {
  let app: ContractApp;
  let server: RunningServer;

  beforeAll(async () => {
    app = await contractApp(`fixtures/pasted/${name}`);
    await app.build();
    server = await app.start(env);
  });
  afterAll(() => server?.close());

  it("compiles with TypeScript 5.9", () => app.compile("typescript-5.9"));
  it("compiles with TypeScript 7", () => app.compile("typescript"));

  it("shows a stranger and a user what they may see", async () => {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await stranger(page, server.url);
      await page.goto(`${server.url}/api/auth/signin?callbackUrl=/`);
      await page.locator("input[name=email]").fill("ada@example.com");
      await page.getByRole("button", { name: "Sign in with Credentials" }).click();
      await page.waitForURL(`${server.url}/`);
      await ada(page, server.url);
    } finally {
      await context.close();
    }
  });
});
