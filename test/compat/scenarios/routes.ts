import type { Scenario } from "../harness/scenario.js";
import { csrfCookie, post, standard } from "./kit.js";

const get = (path: string, more: Partial<Scenario> = {}): Scenario => ({
  name: `GET ${path}`,
  steps: [{ path }],
  ...more,
});

const withMethod = (method: string, path: string, more: Partial<Scenario> = {}): Scenario => ({
  name: `${method} ${path}`,
  steps: [{ method, path }],
  ...more,
});

const otherMethods = ["PUT", "DELETE", "PATCH", "OPTIONS"].flatMap((method) =>
  ["/session", "/signin/acme", "/callback/credentials"].map((path) =>
    withMethod(method, path, { differs: ["D3"] }),
  ),
);

const heads = ["/session", "/csrf", "/providers", "/signin", "/signout", "/error"].map(
  (path): Scenario => ({
    name: `HEAD ${path}`,
    steps: [
      { path, withoutJar: true },
      { path, method: "HEAD", withoutJar: true },
    ],
    differs: ["D3"],
  }),
);

/** Every route, the methods it has not, and paths that are none. */
export const routes: Scenario[] = [
  get("/csrf"),
  get("/providers"),
  get("/session"),
  get("/signin"),
  get("/signout"),
  get("/error"),
  get("/verify-request"),
  get("/error?error=Configuration"),
  get("/error?error=AccessDenied"),
  get("/error?error=Verification"),
  get("/error?error=Nonsense"),
  get("/error?error=__proto__"),
  get("/signin?error=CredentialsSignin&code=credentials"),
  get("/signin?error=OAuthAccountNotLinked"),
  get("/signin?callbackUrl=%2Fdashboard"),
  get("/verify-request?provider=email&type=email"),
  get("/signin/acme"),
  get("/signin/credentials"),
  get("/signin/nobody"),
  get("/callback/credentials"),
  get("/callback/nobody"),
  get("/callback"),
  get("/callback/undefined"),
  get("/signin/undefined"),
  get("/webauthn-options/credentials", { differs: ["D23"] }),
  get("/webauthn-options", { differs: ["D23"] }),
  get("/csrf/"),
  get("/session/"),
  get("/providers/"),
  get("//session"),
  get("/"),
  get(""),
  get("/nonsense"),
  get("/session/x"),
  get("/csrf/x"),
  get("/signin/acme/x"),
  get("/Session"),
  get("/session%20"),
  get("/session?x=1&x=2"),
  get("/%63srf"),
  get("/__proto__"),
  get("/constructor"),
  get("/signin/__proto__"),
  get("/signin/constructor"),
  { name: "GET below another base path", steps: [{ path: "https://app.test/other/session" }] },
  { name: "GET the base path as a part", steps: [{ path: "https://app.test/x/api/auth/session" }] },
  {
    name: "GET the base path as a prefix",
    steps: [{ path: "https://app.test/api/authsession" }],
    differs: ["D28"],
  },
  ...otherMethods,
  ...heads,
  withMethod("POST", "/csrf"),
  withMethod("POST", "/providers"),
  withMethod("POST", "/error"),
  withMethod("POST", "/verify-request"),
  withMethod("POST", "/nonsense"),
  { name: "POST /csrf with a token", steps: [post("/csrf")] },
  { name: "POST /signin without a provider", steps: [post("/signin")] },
  { name: "POST /signin of credentials", steps: [post("/signin/credentials")] },
  { name: "POST /signin of an unknown provider", steps: [post("/signin/nobody")] },
  { name: "POST /callback of an unknown provider", steps: [post("/callback/nobody")] },
  { name: "POST /callback without a provider", steps: [post("/callback")] },
  {
    name: "POST with a broken JSON body",
    steps: [
      {
        method: "POST",
        path: "/session",
        body: "{",
        headers: { "content-type": "application/json" },
      },
    ],
  },
  {
    name: "POST with a body of an unknown type",
    steps: [
      {
        path: "/signout",
        method: "POST",
        body: "csrfToken=x",
        headers: { "content-type": "text/plain" },
        cookies: csrfCookie,
      },
    ],
  },
  {
    name: "the default base path is /auth",
    config: standard({ basePath: undefined }),
    steps: [{ path: "https://app.test/auth/providers" }, { path: "https://app.test/auth/signin" }],
  },
  {
    name: "a base path of another kind",
    config: standard({ basePath: "/a/b" }),
    steps: [
      { path: "https://app.test/a/b/providers" },
      { path: "https://app.test/a/b/signin" },
      { path: "https://app.test/api/auth/signin" },
    ],
  },
  {
    name: "redirects as JSON: GET of a page that redirects",
    config: standard({ pages: { signIn: "/login" } }),
    steps: [{ path: "/signin", headers: { "X-Auth-Return-Redirect": "1" } }],
  },
  {
    name: "redirects as JSON: no redirect",
    steps: [{ path: "/session", headers: { "X-Auth-Return-Redirect": "1" } }],
  },
  {
    name: "redirects as JSON: an error",
    steps: [
      { path: "/signin/nobody", headers: { "X-Auth-Return-Redirect": "1" } },
      { path: "/callback/nobody", headers: { "X-Auth-Return-Redirect": "1" } },
      { path: "/signin/acme", form: {}, headers: { "X-Auth-Return-Redirect": "1" } },
      { path: "/callback/credentials", form: {}, headers: { "X-Auth-Return-Redirect": "1" } },
    ],
  },
  {
    name: "redirects as JSON: success",
    steps: [
      post("/signout", { callbackUrl: "/bye" }, { headers: { "X-Auth-Return-Redirect": "1" } }),
    ],
  },
];
