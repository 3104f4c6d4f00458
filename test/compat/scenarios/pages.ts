import type { Scenario } from "../harness/scenario.js";
import { acme, credentials, csrfCookie, post, standard } from "./kit.js";

const own = {
  signIn: "/login",
  signOut: "/logout",
  error: "/oops",
  verifyRequest: "/mail",
  newUser: "/welcome",
};
const withQuery = { signIn: "/login?theme=dark", error: "/oops?a=1" };

const all = [
  "/signin",
  "/signin?callbackUrl=%2Fx",
  "/signin?error=CredentialsSignin",
  "/signin?callbackUrl=%2Fx&error=a%26b",
  "/signout",
  "/error",
  "/error?error=AccessDenied",
  "/error?error=a%26b",
  "/verify-request",
  "/verify-request?provider=mail&type=email",
];

const themes = [
  { colorScheme: "dark" },
  { colorScheme: "light", logo: "/logo.png" },
  { brandColor: "#123456", buttonText: "#ffffff" },
];

export const pages: Scenario[] = [
  ...all.map(
    (path): Scenario => ({
      name: `pages of the app: ${path}`,
      config: standard({ pages: own }),
      steps: [{ path, cookies: csrfCookie }],
      differs: path.startsWith("/error") && path.includes("%26") ? ["D29"] : [],
    }),
  ),
  ...["/signin?callbackUrl=%2Fx", "/error?error=AccessDenied"].map(
    (path): Scenario => ({
      name: `pages of the app with a query: ${path}`,
      config: standard({ pages: withQuery }),
      steps: [{ path }],
    }),
  ),
  {
    name: "pages of the app: an error of a route",
    config: standard({ pages: own }),
    steps: [
      { path: "/signin/nobody" },
      { path: "/signin/acme", form: {} },
      post("/callback/nobody"),
    ],
  },
  {
    name: "pages of the app with a query: an error of a route",
    config: standard({ pages: withQuery }),
    steps: [{ path: "/signin/nobody" }, { path: "/signin/acme", form: {} }],
  },
  {
    name: "pages of the app that are URLs",
    config: standard({
      pages: { signIn: "https://login.test/in", signOut: "https://login.test/out" },
    }),
    steps: [{ path: "/signin?callbackUrl=%2Fx" }, { path: "/signout" }],
  },
  ...themes.map(
    (theme): Scenario => ({
      name: `theme ${JSON.stringify(theme)}`,
      config: standard({ theme }),
      steps: [
        { path: "/signin" },
        { path: "/signout" },
        { path: "/error" },
        { path: "/verify-request" },
      ],
    }),
  ),
  {
    name: "sign-in page: many providers",
    config: standard((kit) => ({
      providers: [
        acme(),
        acme({ id: "beta", name: "Beta <b>", style: { logo: "/b.svg", bg: "#000" } }),
        credentials(kit),
        credentials(kit, {
          id: "pin",
          name: "PIN",
          credentials: { pin: { type: "number", value: "1" } },
        }),
      ],
    })),
    steps: [{ path: "/signin", cookies: csrfCookie }, { path: "/providers" }],
  },
  {
    name: "sign-in page: credentials without fields",
    config: standard((kit) => ({ providers: [credentials(kit, { credentials: {} })] })),
    steps: [{ path: "/signin" }],
  },
  {
    name: "sign-in page: no provider",
    config: standard({ providers: [] }),
    steps: [{ path: "/signin" }],
  },
  {
    name: "sign-in page: error, e-mail and callbackUrl together",
    steps: [
      {
        path: "/signin?error=OAuthCallbackError&email=a%40b.c&callbackUrl=%2Fx",
        cookies: csrfCookie,
      },
    ],
  },
  { name: "sign-out page with a callbackUrl", steps: [{ path: "/signout?callbackUrl=%2Fx" }] },
  {
    name: "pages on http",
    steps: [
      { path: "http://app.test/api/auth/signin" },
      { path: "http://app.test/api/auth/signout" },
      { path: "http://app.test/api/auth/error?error=Verification" },
    ],
  },
];
