import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Theme } from "../../../src/types/index.js";
import { expectAccessible, launchBrowser } from "../../support/browser.js";
import { pagesOf } from "./fixtures.js";

// A browser beside everything else that a test run starts is slow, not wrong.
vi.setConfig({ testTimeout: 120_000 });

let browser: Browser;
let server: Server;
let elsewhere: Server;
let base: string;
let foreign: string;
const posts: { path: string; body: string; headers: Record<string, unknown> }[] = [];

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });

/** Serves the pages; `?theme=` is the theme as JSON. A form that is posted leads to the other server. */
const app: Parameters<typeof createServer>[1] = (request, response) => {
  const url = new URL(request.url ?? "/", base);
  if (request.method === "POST") {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      posts.push({ path: url.pathname, body, headers: request.headers });
      response.writeHead(302, { location: `${foreign}/authorize` }).end();
    });
    return;
  }
  if (url.pathname === "/favicon.ico") {
    response.writeHead(204).end();
    return;
  }
  if (url.pathname === "/logo.svg") {
    response.writeHead(200, { "content-type": "image/svg+xml" });
    response.end(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9H0z"/></svg>',
    );
    return;
  }
  const render = pagesOf(base)[url.pathname];
  if (!render) {
    response.writeHead(404).end();
    return;
  }
  const page = render(JSON.parse(url.searchParams.get("theme") ?? "{}") as Theme);
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": page.csp,
  });
  response.end(page.html);
};

beforeAll(async () => {
  server = createServer(app);
  elsewhere = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<title>Provider</title>");
  });
  [base, foreign] = await Promise.all([listen(server), listen(elsewhere)]);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  for (const one of [server, elsewhere]) {
    one?.closeAllConnections();
    one?.close();
  }
});

/** A tab that notes what must not happen. */
async function open(options: BrowserContextOptions): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => faults.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== base) faults.push(`request: ${request.url()}`);
  });
  return { page, faults };
}

const paths = Object.keys(pagesOf("http://x.invalid"));
const themes: Theme[] = [{}, { brandColor: "#ffd400", logo: "/logo.svg" }];
const cases = (["light", "dark"] as const).flatMap((colorScheme) =>
  [390, 1280].map((width) => ({ colorScheme, width })),
);

/** A page's document. The nonce differs each time, and a browser hides it. */
const documentOf = (page: Page): Promise<string> =>
  page.evaluate(() => document.documentElement.outerHTML);

describe.each(cases)("$colorScheme, $width px", ({ colorScheme, width }) => {
  const viewport = { width, height: 844 };

  test("axe finds nothing, nothing leaves for another host, no policy is violated", async () => {
    const { page, faults } = await open({ colorScheme, viewport });
    for (const path of paths) {
      for (const theme of themes.slice(0, path === "/signin" ? 2 : 1)) {
        await page.goto(`${base}${path}?theme=${encodeURIComponent(JSON.stringify(theme))}`);
        await expectAccessible(page);
      }
    }
    expect(faults).toEqual([]);
    await page.context().close();
  });

  // axe itself needs timers, which a page without JavaScript has not: so the documents are compared.
  test("without JavaScript every page is the same document", async () => {
    const on = await open({ colorScheme, viewport });
    const off = await open({ colorScheme, viewport, javaScriptEnabled: false });
    for (const path of paths) {
      await Promise.all([on.page.goto(base + path), off.page.goto(base + path)]);
      expect(await documentOf(off.page), path).toBe(await documentOf(on.page));
    }
    expect([...on.faults, ...off.faults]).toEqual([]);
    await on.page.context().close();
    await off.page.context().close();
  });
});

test.each([320, 390, 1280])(
  "at %i px nothing overflows and every target is 44 px high",
  async (width) => {
    const { page } = await open({ viewport: { width, height: 844 } });
    for (const path of paths) {
      await page.goto(base + path);
      const found = await page.evaluate(() => ({
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        small: [
          ...document.querySelectorAll("a, button, input:not([type=hidden], [type=checkbox])"),
        ]
          .filter((element) => element.getBoundingClientRect().height < 44)
          .map((element) => element.outerHTML),
      }));
      expect(found, path).toEqual({ overflow: 0, small: [] });
    }
    await page.context().close();
  },
);

test("the style is applied, in the scheme that the system or the theme asks for", async () => {
  const background = async (colorScheme: "light" | "dark", theme: Theme) => {
    const { page } = await open({ colorScheme, viewport: { width: 1280, height: 800 } });
    await page.goto(`${base}/signin?theme=${encodeURIComponent(JSON.stringify(theme))}`);
    const color = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.context().close();
    return color;
  };
  const [light, dark] = ["rgb(246, 246, 247)", "rgb(11, 11, 13)"];
  expect(await background("light", {})).toBe(light);
  expect(await background("dark", {})).toBe(dark);
  expect(await background("dark", { colorScheme: "light" })).toBe(light);
  expect(await background("light", { colorScheme: "dark" })).toBe(dark);
});

test.each([true, false])(
  "a form reaches the provider through a redirect, JavaScript %s",
  async (on) => {
    const { page } = await open({ javaScriptEnabled: on });
    const violations: string[] = [];
    page.on("console", (message) => violations.push(message.text()));
    posts.length = 0;
    await page.goto(`${base}/signin`);
    await page.locator('form[action$="/signin/github"] button').click();
    await page.waitForURL(`${foreign}/authorize`);
    await page.goto(`${base}/signin`);
    await page.getByLabel("Email").fill("a@b.example");
    await page.getByLabel("Password").fill("secret");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${foreign}/authorize`);
    const common = { csrfToken: "0123456789abcdef", callbackUrl: `${base}/dashboard` };
    expect(
      posts.map((post) => [post.path, Object.fromEntries(new URLSearchParams(post.body))]),
    ).toEqual([
      ["/api/auth/signin/github", common],
      ["/api/auth/callback/credentials", { ...common, email: "a@b.example", password: "secret" }],
    ]);
    // A "null" origin would mean that the CSRF check has only the token to go by.
    expect(posts.map((post) => post.headers.origin)).toEqual([base, base]);
    expect(violations).toEqual([]);
    await page.context().close();
  },
);

test("the keyboard goes from top to bottom, and is seen", async () => {
  const { page } = await open({});
  await page.goto(`${base}/signin-wrong`);
  const seen: (string | null)[] = [];
  for (let at = 0; at < 5; at++) {
    await page.keyboard.press("Tab");
    const focus = page.locator(":focus");
    seen.push((await focus.getAttribute("name")) ?? (await focus.textContent()));
    expect(await focus.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe("solid");
  }
  expect(seen).toEqual([
    "Sign in with Google",
    "Sign in with GitHub",
    "email",
    "password",
    "Sign in with Password",
  ]);
  await page.context().close();
});

test("assistive technology hears names, the message and what it belongs to", async () => {
  const { page } = await open({});
  await page.goto(`${base}/signin-wrong`);
  expect(await page.locator("main").ariaSnapshot()).toBe(`- main:
  - heading "Sign in" [level=1]
  - paragraph: to continue to ${new URL(base).host}
  - alert: Those details do not match an account. Check them and try again.
  - button "Sign in with Google"
  - button "Sign in with GitHub"
  - text: or Email
  - textbox "Email" [invalid]:
    - /placeholder: you@example.com
  - text: Password
  - textbox "Password" [invalid]
  - button "Sign in with Password"`);
  await page.context().close();
});

test("a page where only the form matters has the focus in it", async () => {
  const { page } = await open({});
  await page.goto(`${base}/signin-required`);
  expect(await page.locator(":focus").getAttribute("name")).toBe("email");
  await page.context().close();
});

test("nothing moves where less motion is asked for", async () => {
  const transition = async (reducedMotion: "reduce" | "no-preference") => {
    const { page } = await open({ reducedMotion });
    await page.goto(`${base}/signout`);
    const value = await page
      .locator("button")
      .evaluate((element) => getComputedStyle(element).transitionDuration);
    await page.context().close();
    return value;
  };
  expect(await transition("reduce")).toBe("0s");
  expect(await transition("no-preference")).toContain("0.12s");
});
