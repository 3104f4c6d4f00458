import type { Scenario } from "../harness/scenario.js";
import { actions } from "./actions.js";
import { callbacks } from "./callbacks.js";
import { config } from "./config.js";
import { cookies } from "./cookies.js";
import { credentials } from "./credentials.js";
import { csrf } from "./csrf.js";
import { environment, guards, pagesCalls } from "./next.js";
import { oauthBegin, oauthCallback, redirectProxy } from "./oauth.js";
import { pages } from "./pages.js";
import { raw } from "./raw.js";
import { redirects } from "./redirects.js";
import { routes } from "./routes.js";
import { sessions } from "./sessions.js";
import { signout } from "./signout.js";

export { leaky } from "./config.js";

export const groups: Record<string, readonly Scenario[]> = {
  routes,
  sessions,
  csrf,
  redirects,
  credentials,
  signout,
  pages,
  cookies,
  callbacks,
  config,
  raw,
  oauthBegin,
  oauthCallback,
  redirectProxy,
  environment,
  guards,
  pagesCalls,
  actions,
};
