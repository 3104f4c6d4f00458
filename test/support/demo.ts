import type { BrowserContext, Page } from "playwright-core";
import { buildIfStale } from "../../examples/next-app/scripts/build.mjs";
import { startServers } from "../../examples/next-app/scripts/servers.mjs";

/** The seeded users of the demo. */
export const people = {
  ada: { name: "Ada Lovelace", email: "ada@example.com", password: "analytical-engine" },
  grace: { name: "Grace Hopper", email: "grace@example.com", password: "nanosecond" },
} as const;

/** The demo, built and served, with its own identity provider beside it. */
export interface Demo {
  readonly url: string;
  readonly issuer: string;
  close(): Promise<void>;
}

/** Builds the demo if its files or the library have changed, and starts it on free ports. */
export async function startDemo(): Promise<Demo> {
  await buildIfStale({ stdio: "pipe" });
  const env = { AUTH_SECRET: "a secret of the end-to-end tests, thirty-two bytes and more" };
  return startServers({ env, stdio: "ignore" });
}

/** Fills in the demo's login form and sends it. */
export async function fillLogin(page: Page, person: { email: string; password: string }) {
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** A page that is signed in by password and stands on the dashboard. */
export async function signedIn(
  context: BrowserContext,
  demo: Demo,
  person: { email: string; password: string },
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${demo.url}/login`);
  await fillLogin(page, person);
  await page.waitForURL(`${demo.url}/dashboard`);
  return page;
}
