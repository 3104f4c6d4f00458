import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { expectAccessible, launchBrowser } from "../support/browser.js";
import { type Demo, fillLogin, people, signedIn, startDemo } from "../support/demo.js";

let browser: Browser;
let demo: Demo;

beforeAll(async () => {
  [browser, demo] = await Promise.all([launchBrowser(), startDemo()]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), demo?.close()]);
});

const phone = { width: 360, height: 720 };
const desktop = { width: 1280, height: 800 };

describe.each([
  { colorScheme: "light" as const, viewport: phone },
  { colorScheme: "dark" as const, viewport: desktop },
])("axe finds nothing, $colorScheme, $viewport.width wide", (look) => {
  async function onPage(visit: (page: Page) => Promise<unknown>): Promise<void> {
    const context = await browser.newContext(look);
    try {
      await visit(await context.newPage());
    } finally {
      await context.close();
    }
  }

  it("on the pages for everybody", () =>
    onPage(async (page) => {
      for (const path of ["/", "/login", "/login?error=OAuthCallbackError", "/forbidden"]) {
        await page.goto(demo.url + path);
        await expectAccessible(page);
      }
      await page.goto(`${demo.url}/login`);
      await fillLogin(page, { ...people.ada, password: "wrong" });
      await page.locator("#login-error").waitFor();
      await expectAccessible(page);
    }));

  it("on the pages of the signed-in", () =>
    onPage(async (blank) => {
      const page = await signedIn(blank.context(), demo, people.grace);
      for (const path of ["/", "/dashboard", "/profile", "/admin", "/api/auth/signout"]) {
        await page.goto(demo.url + path);
        await expectAccessible(page);
      }
      await page.goto(demo.url);
      await page.getByTestId("user-menu").getByRole("button").first().click();
      await expectAccessible(page);
    }));

  it("on the provider's pages", () =>
    onPage(async (page) => {
      await page.goto(`${demo.url}/login`);
      await page.getByRole("button", { name: "Continue with the local provider" }).click();
      await page.getByRole("button", { name: "Alan Turing" }).waitFor();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Alan Turing" }).click();
      await page.getByRole("button", { name: "Allow" }).waitFor();
      await expectAccessible(page);
    }));
});
