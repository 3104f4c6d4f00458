import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser, recordComplaints, recordHosts } from "../support/browser.js";
import { type Demo, fillLogin, people, signedIn, startDemo } from "../support/demo.js";

let browser: Browser;
let demo: Demo;
let context: BrowserContext;

beforeAll(async () => {
  [browser, demo] = await Promise.all([launchBrowser(), startDemo()]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), demo?.close()]);
});
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(async () => {
  await context.close();
});

const places = ["Server Component", "Client Component", "Route Handler", "Server Action", "Proxy"];

/** What each place on the home page says it saw. */
async function seenBy(page: Page): Promise<Record<string, string>> {
  await page.goto(demo.url);
  await page.getByRole("button", { name: "Ask the server" }).click();
  const rows = places.map(async (place) => {
    const row = page.getByRole("listitem").filter({ has: page.getByText(place, { exact: true }) });
    return [place, (await row.locator("output").textContent()) ?? ""] as const;
  });
  await page.waitForLoadState("networkidle");
  return Object.fromEntries(await Promise.all(rows));
}

const allSee = (name: string) => Object.fromEntries(places.map((place) => [place, name]));
const menu = (page: Page) => page.getByTestId("user-menu").getByRole("button").first();

async function statusOf(path: string, method = "GET"): Promise<number> {
  const response = await context.request.fetch(demo.url + path, { method, maxRedirects: 0 });
  return response.status();
}

describe("nobody signed in", () => {
  it("is nobody in every place", async () => {
    expect(await seenBy(await context.newPage())).toEqual(allSee("nobody"));
  });

  it.each(["/dashboard", "/profile", "/admin"])(
    "is sent from %s to the login page",
    async (path) => {
      const response = await context.request.get(demo.url + path, { maxRedirects: 0 });
      expect(response.status()).toBe(307);
      const target = new URL(response.headers().location ?? "", demo.url);
      expect(target.pathname).toBe("/login");
      expect(new URL(target.searchParams.get("callbackUrl") ?? "").pathname).toBe(path);
    },
  );

  it("gets 401 from the APIs", async () => {
    expect(await statusOf("/api/user/profile")).toBe(401);
    expect(await statusOf("/api/admin")).toBe(401);
    expect(await statusOf("/api/admin", "POST")).toBe(401);
  });

  it("cannot tell the proxy's header who it is", async () => {
    const page = await context.newPage();
    await page.setExtraHTTPHeaders({ "x-demo-proxy-user": "Mallory" });
    expect((await seenBy(page)).Proxy).toBe("nobody");
  });
});

describe("by e-mail and password", () => {
  it("says that a wrong password is wrong, and signs nobody in", async () => {
    const page = await context.newPage();
    await page.goto(`${demo.url}/login`);
    await fillLogin(page, { ...people.ada, password: "difference-engine" });
    const alert = page.locator("#login-error");
    await alert.waitFor();
    expect(await alert.textContent()).toBe("That e-mail and password do not match.");
    expect(await statusOf("/api/user/profile")).toBe(401);
  });

  it("passes the code of a thrown CredentialsSignin on", async () => {
    const page = await context.newPage();
    await page.goto(`${demo.url}/login`);
    await page
      .locator("form")
      .last()
      .evaluate((form: HTMLFormElement) => {
        form.noValidate = true;
      });
    await fillLogin(page, { email: "", password: "" });
    const alert = page.locator("#login-error");
    await alert.waitFor();
    expect(await alert.textContent()).toBe("Type your e-mail and your password.");
  });

  it("signs in, and every place knows it", async () => {
    const page = await signedIn(context, demo, people.ada);
    await expect.poll(() => menu(page).textContent()).toContain(people.ada.name);
    expect(await seenBy(page)).toEqual(allSee(people.ada.name));
  });

  it("goes back to the page that was asked for", async () => {
    const page = await context.newPage();
    await page.goto(`${demo.url}/profile`);
    await fillLogin(page, people.grace);
    await page.waitForURL(`${demo.url}/profile`);
    await expect.poll(() => page.getByTestId("profile").textContent()).toContain("admin");
  });

  it("works without JavaScript", async () => {
    await context.close();
    context = await browser.newContext({ javaScriptEnabled: false });
    const page = await signedIn(context, demo, people.ada);
    expect(await page.getByTestId("server-name").textContent()).toBe(people.ada.name);
  });
});

describe("by the OpenID Connect provider", () => {
  async function toProvider(person: string): Promise<Page> {
    const page = await context.newPage();
    await page.goto(`${demo.url}/login`);
    await page.getByRole("button", { name: "Continue with the local provider" }).click();
    // The login page has buttons with these names, too.
    await page.waitForURL(({ origin }) => origin === demo.issuer);
    await page.getByRole("button", { name: person }).click();
    await page.getByRole("heading", { name: "Allow Latchkey demo?" }).waitFor();
    expect(new URL(page.url()).origin).toBe(demo.issuer);
    return page;
  }

  it("signs in, and every place knows it", async () => {
    const page = await toProvider("Alan Turing");
    await page.getByRole("button", { name: "Allow" }).click();
    await page.waitForURL(`${demo.url}/dashboard`);
    expect(await seenBy(page)).toEqual(allSee("Alan Turing"));
  });

  it("maps a claim to the role", async () => {
    const page = await toProvider("Grace Hopper");
    await page.getByRole("button", { name: "Allow" }).click();
    await page.waitForURL(`${demo.url}/dashboard`);
    expect(await statusOf("/admin")).toBe(200);
  });

  it("says so when the user cancels", async () => {
    const page = await toProvider("Ada Lovelace");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.waitForURL(/\/login\?.*error=OAuthCallbackError/);
    expect(await page.getByRole("alert").first().textContent()).toContain("did not sign you in");
    expect(await statusOf("/api/user/profile")).toBe(401);
  });
});

describe("roles", () => {
  it("answers 403 to a member, with a page that says why", async () => {
    const page = await signedIn(context, demo, people.ada);
    const response = await page.goto(`${demo.url}/admin`);
    expect(response?.status()).toBe(403);
    expect(new URL(page.url()).pathname).toBe("/admin");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Admins only");
    expect(await statusOf("/api/admin")).toBe(403);
    expect(await statusOf("/api/admin", "POST")).toBe(403);
  });

  it("shows the same page to a member who follows the link", async () => {
    const page = await signedIn(context, demo, people.ada);
    await page.getByRole("link", { name: "Admin" }).click();
    await page.getByRole("heading", { name: "Admins only" }).waitFor();
  });

  it("answers 200 to an admin", async () => {
    const page = await signedIn(context, demo, people.grace);
    expect((await page.goto(`${demo.url}/admin`))?.status()).toBe(200);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Admin");
    expect(await statusOf("/api/admin")).toBe(200);
    await page.getByRole("button", { name: "Send the request" }).click();
    await page.getByText("Answered 200").waitFor();
  });

  it("are not given away by an update of the session", async () => {
    await signedIn(context, demo, people.ada);
    const csrf = await context.request.get(`${demo.url}/api/auth/csrf`);
    const { csrfToken } = await csrf.json();
    const response = await context.request.post(`${demo.url}/api/auth/session`, {
      data: { csrfToken, data: { user: { role: "admin", name: "Countess" } } },
    });
    expect((await response.json()).user).toMatchObject({ name: "Countess", role: "member" });
    expect(await statusOf("/admin")).toBe(403);
  });
});

describe("a session that changes", () => {
  it("shows a new name in the page and in the menu without a reload", async () => {
    const page = await signedIn(context, demo, people.ada);
    await page.evaluate(() => Object.assign(window, { notReloaded: true }));
    await page.getByLabel("New name").fill("Countess of Lovelace");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("You are Countess of Lovelace now.").waitFor();
    // No wait: the render that the action returned has it.
    expect(await page.getByTestId("server-name").textContent()).toBe("Countess of Lovelace");
    await expect.poll(() => menu(page).textContent()).toContain("Countess of Lovelace");
    expect(await page.evaluate(() => "notReloaded" in window)).toBe(true);
    expect(await seenBy(page)).toEqual(allSee("Countess of Lovelace"));
  });

  it("ends by a Server Action, in the menu too and without a reload", async () => {
    const page = await signedIn(context, demo, people.ada);
    await page.goto(`${demo.url}/dashboard`);
    await page.evaluate(() => Object.assign(window, { notReloaded: true }));
    await page.getByRole("button", { name: "Sign out by a Server Action" }).click();
    await page.waitForURL(`${demo.url}/`);
    await page.getByRole("banner").getByRole("link", { name: "Sign in" }).waitFor();
    expect(await page.evaluate(() => "notReloaded" in window)).toBe(true);
    expect(await statusOf("/api/user/profile")).toBe(401);
  });

  it("ends in the second tab too", async () => {
    const first = await signedIn(context, demo, people.ada);
    const second = await context.newPage();
    await second.goto(`${demo.url}/profile`);
    await expect.poll(() => menu(second).textContent()).toContain(people.ada.name);
    await menu(first).click();
    await first.getByRole("button", { name: "Sign out", exact: true }).click();
    await first.waitForURL(`${demo.url}/`);
    await second.getByRole("banner").getByRole("link", { name: "Sign in" }).waitFor();
    expect(await statusOf("/api/user/profile")).toBe(401);
  });
});

describe("the library's own pages", () => {
  it("sends /api/auth/signin to the app's login page", async () => {
    const page = await context.newPage();
    await page.goto(`${demo.url}/api/auth/signin?callbackUrl=/profile`);
    expect(new URL(page.url()).pathname).toBe("/login");
    await fillLogin(page, people.ada);
    await page.waitForURL(`${demo.url}/profile`);
  });

  it.each([true, false])("signs out at /api/auth/signout (JavaScript: %s)", async (script) => {
    await context.close();
    context = await browser.newContext({ javaScriptEnabled: script });
    const page = await signedIn(context, demo, people.ada);
    await page.goto(`${demo.url}/api/auth/signout?callbackUrl=/login`);
    await page.getByRole("button", { name: /sign out/i }).click();
    await page.waitForURL(`${demo.url}/login`);
    expect(await statusOf("/api/user/profile")).toBe(401);
  });
});

describe("what a visit asks for", () => {
  it("is on this host only, and nothing fails", async () => {
    const page = await context.newPage();
    const hosts = recordHosts(page);
    const complaints = recordComplaints(page);
    await page.goto(`${demo.url}/login`);
    await fillLogin(page, people.grace);
    await page.waitForURL(`${demo.url}/dashboard`);
    for (const path of ["/", "/profile", "/admin", "/login"]) {
      await page.goto(demo.url + path, { waitUntil: "networkidle" });
    }
    expect([...hosts]).toEqual([new URL(demo.url).host]);
    expect(complaints).toEqual([]);
  });
});
