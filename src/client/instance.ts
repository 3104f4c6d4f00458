import { createConfig } from "./config.js";
import { createPage, type Page } from "./page.js";
import type { AuthClientConfig } from "./types.js";

/**
 * Where the routes are, and the last session. The one mutable object of the client: functions like `signOut()`,
 * called anywhere in the page, reach the mounted providers through it.
 */
export const __NEXTAUTH: AuthClientConfig = createConfig();

/** The page around {@link __NEXTAUTH}; providers follow it. */
export const page: Page = createPage(__NEXTAUTH);
