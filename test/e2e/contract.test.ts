import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startProvider } from "../../examples/identity-provider/provider.js";
import { launchBrowser, recordComplaints } from "../support/browser.js";
import { type ContractApp, contractApp } from "../support/contract.js";
import { freePort, type RunningServer } from "../support/servers.js";

const secret = "the secret of the contract app, thirty-two bytes and more";
const client = { id: "contract", secret: "a secret between the app and its provider" };

let app: ContractApp;
let browser: Browser;

beforeAll(async () => {
  [app, browser] = await Promise.all([contractApp("contract-app"), launchBrowser()]);
});
afterAll(() => browser?.close());

describe("the contract app, with Latchkey as next-auth", () => {
  it("builds", async () => {
    expect(await app.build()).toContain("/api/auth/[...nextauth]");
  });

  it("compiles with TypeScript 5.9", () => app.compile("typescript-5.9"));
  it("compiles with TypeScript 7", () => app.compile("typescript"));
});

describe("the contract app in a browser", () => {
  let server: RunningServer;
  let provider: Awaited<ReturnType<typeof startProvider>>;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    const port = await freePort();
    provider = await startProvider({
      clients: [
        {
          client_id: client.id,
          client_secret: client.secret,
          redirect_uris: [`http://localhost:${port}/api/auth/callback/google`],
        },
      ],
    });
    const env = {
      AUTH_SECRET: secret,
      AUTH_GOOGLE_ID: client.id,
      AUTH_GOOGLE_SECRET: client.secret,
      AUTH_GOOGLE_ISSUER: provider.issuer,
    };
    server = await app.start(env, port);
  });
  afterAll(async () => {
    await server?.close();
    await provider?.close();
  });
  beforeEach(async () => {
    context = await browser.newContext();
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const open = (path: string, tab = page) => tab.goto(server.url + path);
  const post = async (path: string) => (await context.request.post(server.url + path)).status();

  /** Fills in the built-in sign-in page, wherever the page is. */
  async function submitPassword(email: string, password: string) {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in with Credentials" }).click();
  }

  async function signInAs(name: "ada" | "grace") {
    await open("/api/auth/signin?callbackUrl=/profile");
    await submitPassword(`${name}@example.com`, name === "ada" ? "engine" : "compiler");
    await page.waitForURL(`${server.url}/profile`);
  }

  it("knows nobody at first", async () => {
    await open("/");
    expect(await page.getByRole("heading").textContent()).toBe("Welcome, stranger");
    await open("/profile");
    await page.getByText("Not authenticated").waitFor();
    await open("/panel");
    await page.getByText("Access denied. Please login.").waitFor();
    await open("/props");
    expect(await page.locator("output").textContent()).toBe("no session");
    const profile = await context.request.get(`${server.url}/api/user/profile`);
    expect([profile.status(), await profile.json()]).toEqual([401, { error: "Unauthorized" }]);
    expect(await post("/api/admin")).toBe(403);
  });

  it.each(["/dashboard", "/enter"])("goes from %s to the sign-in page", async (path) => {
    await open(path);
    expect(new URL(page.url()).pathname).toBe("/api/auth/signin");
    await page.getByRole("button", { name: "Sign in with Credentials" }).waitFor();
  });

  it("refuses a wrong password and says so", async () => {
    await open("/");
    await page.getByRole("button", { name: "Sign In", exact: true }).click();
    await page.waitForURL(/\/api\/auth\/signin/);
    await submitPassword("ada@example.com", "wrong");
    await page.waitForURL(/error=CredentialsSignin&code=credentials/);
    expect(await page.getByRole("alert").textContent()).toMatch(/details do not match/);
    const session = await context.request.get(`${server.url}/api/auth/session`);
    expect(await session.json()).toBeNull();
  });

  it("signs in, comes back, and every place knows who it is", async () => {
    const complaints = recordComplaints(page);
    await open("/panel");
    await page.getByRole("button", { name: "Sign In", exact: true }).click();
    await page.waitForURL(/\/api\/auth\/signin/);
    await submitPassword("ada@example.com", "engine");
    await page.waitForURL(`${server.url}/panel`);
    await page.getByText("Hi, Ada").waitFor();
    expect(await page.getByTestId("seen").textContent()).toBe("loading authenticated");
    await open("/dashboard");
    expect(await page.getByRole("heading").textContent()).toBe("Welcome, Ada!");
    await open("/profile");
    await page.getByText("Role: member").waitFor();
    await page.getByText("Id: 1").waitFor();
    await open("/props");
    expect(await page.locator("output").textContent()).toBe("ada@example.com is member");
    const profile = await context.request.get(`${server.url}/api/user/profile`);
    expect(await profile.json()).toEqual({ email: "ada@example.com", favourite: "the engine" });
    expect(complaints).toEqual([]);
  });

  it("tells members and admins apart", async () => {
    await signInAs("ada");
    expect(await post("/api/admin")).toBe(403);
    await context.clearCookies();
    await signInAs("grace");
    expect(await post("/api/admin")).toBe(200);
    await page.getByText("Role: admin").waitFor();
  });

  it("signs in with the provider that signIn() names", async () => {
    await open("/");
    await page.getByRole("button", { name: "Sign In with Google" }).click();
    await page.getByRole("button", { name: "Alan Turing" }).click();
    await page.getByRole("button", { name: "Allow" }).click();
    await page.waitForURL(`${server.url}/`);
    await page.getByText("Hi, Alan Turing").waitFor();
  });

  it("signs out in the second tab too", async () => {
    await signInAs("ada");
    const second = await context.newPage();
    await open("/panel", second);
    await second.getByText("Hi, Ada").waitFor();
    await page.getByRole("button", { name: "Sign Out" }).click();
    await page.getByRole("button", { name: "Sign In", exact: true }).waitFor();
    await second.getByText("Access denied. Please login.").waitFor();
  });

  describe.each([true, false])("the built-in pages (JavaScript: %s)", (javaScriptEnabled) => {
    beforeEach(async () => {
      await context.close();
      context = await browser.newContext({ javaScriptEnabled });
      page = await context.newPage();
    });

    it("sign in by password and out again", async () => {
      await open("/api/auth/signin?callbackUrl=/dashboard");
      await submitPassword("grace@example.com", "compiler");
      await page.waitForURL(`${server.url}/dashboard`);
      await open("/leave");
      expect(new URL(page.url()).pathname).toBe("/api/auth/signout");
      await page.getByRole("button", { name: /sign out/i }).click();
      // Home is where sign-in started, and it wants somebody signed in.
      await page.getByRole("button", { name: "Sign in with Credentials" }).waitFor();
      const session = await context.request.get(`${server.url}/api/auth/session`);
      expect(await session.json()).toBeNull();
    });

    it("sign in by a provider", async () => {
      await open("/api/auth/signin?callbackUrl=/dashboard");
      await page.getByRole("button", { name: "Sign in with Google" }).click();
      await page.getByRole("button", { name: "Ada Lovelace" }).click();
      await page.getByRole("button", { name: "Allow" }).click();
      await page.waitForURL(`${server.url}/dashboard`);
      expect(await page.getByRole("heading").textContent()).toBe("Welcome, Ada Lovelace!");
    });
  });
});
