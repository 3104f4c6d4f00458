import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser, recordComplaints } from "../../support/browser.js";
import { type AuthServer, startAuthServer } from "../client/support/auth-server.js";
import { bundleTab, type Client } from "../client/support/bundle.js";

/** What only a browser has: tabs, and leaving the page. */

const script = `
const { auth, React, dom } = tab;
const { createElement } = React;
function User() {
  const { status, data } = auth.useSession();
  return createElement("p", null, status + " " + (data?.user?.name ?? "nobody"));
}
function Private() {
  auth.useSession({ required: true });
  return null;
}
const page = createElement(auth.SessionProvider, null,
  createElement(User), location.pathname.endsWith("/private") && createElement(Private));
dom.createRoot(document.getElementById("root")).render(page);
window.auth = auth;
`;

let server: AuthServer;
let browser: Browser;
let context: BrowserContext;
beforeAll(async () => {
  server = await startAuthServer();
  for (const client of ["latchkey", "next-auth"] as const) {
    const bundle = await bundleTab(client, 19, "production");
    server.files.set(`/${client}.js`, { type: "text/javascript", text: bundle });
    const html = `<!doctype html><div id="root"></div>
      <script src="/${client}.js"></script><script>${script}</script>`;
    for (const path of ["", "/private", "/next"])
      server.files.set(`/${client}${path}`, { type: "text/html", text: html });
  }
  server.files.set("/favicon.ico", { type: "image/x-icon", text: "" });
  server.files.set("/authorize", { type: "text/html", text: "the provider" });
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await server.close();
});
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

async function open(client: Client, path = ""): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${server.url}/${client}${path}`);
  return page;
}

const shows = (page: Page, text: string) => page.getByText(text, { exact: true }).waitFor();

/** Calls a function of the client in the page; what leaves the page has no result. */
async function call(
  page: Page,
  name: "signIn" | "signOut",
  ...values: unknown[]
): Promise<unknown> {
  return page.evaluate(
    ([name, values]) =>
      (window as unknown as { auth: Record<string, (...values: unknown[]) => unknown> }).auth[
        name
      ]?.(...values),
    [name, values] as const,
  );
}

const ada = { username: "ada", password: "right" };

/** As `call`, for what leaves the page: its promise may be gone with the page before it is answered. */
async function leave(page: Page, name: string, ...values: unknown[]): Promise<void> {
  await page.evaluate(
    ([name, values]) => {
      const { auth } = window as unknown as {
        auth: Record<string, (...values: unknown[]) => void>;
      };
      setTimeout(() => auth[name]?.(...values));
    },
    [name, values] as const,
  );
}

describe.each<[Client, Client]>([
  ["latchkey", "latchkey"],
  ["latchkey", "next-auth"],
  ["next-auth", "latchkey"],
])("a tab of %s and a tab of %s", (here, there) => {
  it("follow each other's sign-in and sign-out", async () => {
    const first = await open(here);
    const second = await open(there);
    await shows(first, "unauthenticated nobody");
    await shows(second, "unauthenticated nobody");

    const redirectTo = `${server.url}/${here}/next`;
    await leave(first, "signIn", "credentials", { ...ada, redirectTo });
    await first.waitForURL(redirectTo);
    await shows(first, "authenticated ada");
    await shows(second, "authenticated ada");

    await call(second, "signOut", { redirect: false });
    await shows(second, "unauthenticated nobody");
    await shows(first, "unauthenticated nobody");
  }, 30_000);
});

describe.each<Client>(["latchkey", "next-auth"])("%s in a browser", (client) => {
  it("makes as few requests as it can for a page, a sign-in and a sign-out", async () => {
    server.requests.length = 0;
    const page = await open(client);
    const complaints = recordComplaints(page);
    await shows(page, "unauthenticated nobody");
    await call(page, "signIn", "credentials", { ...ada, redirect: false });
    await shows(page, "authenticated ada");
    await call(page, "signOut", { redirect: false });
    await shows(page, "unauthenticated nobody");
    await page.waitForTimeout(100);
    expect(complaints).toEqual([]);
    const signIn = ["GET providers", "GET csrf", "POST callback/credentials", "GET session"];
    const signOut = ["GET csrf", "POST signout", "GET session"];
    const asked = [...server.requests].sort();
    if (client === "latchkey") expect(asked).toEqual(["GET session", ...signIn, ...signOut].sort());
    else expect(asked.length).toBeGreaterThan(8);
  });

  it("goes to the provider, to the sign-in page and to the error page", async () => {
    const page = await open(client);
    await leave(page, "signIn", "elsewhere");
    await page.waitForURL(`${server.url}/authorize?**`);

    const unknown = await open(client);
    await leave(unknown, "signIn", "nobody", { redirectTo: "/next" });
    await unknown.waitForURL(`${server.url}/api/auth/signin?callbackUrl=%2Fnext`);

    const broken = await open(client);
    const restore = server.replace("GET providers", { status: 500, body: "{}" });
    await leave(broken, "signIn", "credentials");
    await broken.waitForURL(`${server.url}/api/auth/error`);
    restore();
  }, 30_000);

  it("reloads where only the hash changes", async () => {
    const page = await open(client, "#here");
    await page.evaluate(() => Object.assign(window, { isOld: true }));
    await leave(page, "signIn", "credentials", {
      ...ada,
      redirectTo: `${server.url}/${client}#there`,
    });
    await page.waitForFunction(() => !("isOld" in window));
    await shows(page, "authenticated ada");
    expect(page.url()).toBe(`${server.url}/${client}#there`);
  });

  it("leaves the page after signing out", async () => {
    const page = await open(client);
    await leave(page, "signOut", { callbackUrl: `${server.url}/${client}/next` });
    await page.waitForURL(`${server.url}/${client}/next`);
  });

  it("sends who is signed out from a required session to the sign-in page", async () => {
    const page = await open(client, "/private");
    await page.waitForURL(`${server.url}/api/auth/signin?**`);
    const query = new URL(page.url()).searchParams;
    expect(query.get("error")).toBe("SessionRequired");
    expect(query.get("callbackUrl")).toBe(`${server.url}/${client}/private`);
  });
});

it.each<Client>(["latchkey", "next-auth"])(
  "%s: a redirectTo from outside, and a server that gives no URL",
  async (client) => {
    const page = await open(client);
    const message = '{"message":"There was a problem with the server configuration."}';
    const restore = server.replace("POST signout", { status: 500, body: message });
    await call(page, "signOut", { redirectTo: "javascript:void(document.title='owned')" });
    if (client === "latchkey") {
      await page.waitForURL(`${server.url}/api/auth/error?error=Configuration`);
      expect(await page.title()).not.toBe("owned");
    } else await page.waitForFunction(() => document.title === "owned");
    restore();
  },
);
