import type { Scenario } from "../harness/scenario.js";
import { foreignSecret } from "../harness/world.js";
import { alice, chunked, mint, post, secure, signedIn, standard } from "./kit.js";

export const signout: Scenario[] = [
  { name: "sign-out", steps: [signedIn(post("/signout"))] },
  { name: "sign-out and where to", steps: [signedIn(post("/signout", { callbackUrl: "/bye" }))] },
  {
    name: "sign-out as JSON",
    steps: [signedIn(post("/signout", {}, { headers: { "X-Auth-Return-Redirect": "1" } }))],
  },
  { name: "sign-out when nobody is signed in", steps: [post("/signout")] },
  {
    name: "sign-out of a session in chunks",
    steps: [signedIn(post("/signout"), { ...alice, note: "n".repeat(20_000) })],
  },
  {
    name: "sign-out with a broken session cookie",
    steps: [post("/signout", {}, { cookies: { [secure.session]: "junk" } })],
  },
  {
    name: "sign-out with an expired session",
    steps: [signedIn(post("/signout"), alice, { maxAge: 10, age: 100 })],
  },
  {
    name: "sign-out with a session of somebody else's secret",
    steps: [signedIn(post("/signout"), alice, { under: foreignSecret })],
  },
  {
    name: "sign-out on http",
    steps: [
      { path: "http://app.test/api/auth/csrf" },
      async ({ answers }) => ({
        path: "http://app.test/api/auth/signout",
        form: { csrfToken: JSON.parse(answers[0]?.body ?? "{}").csrfToken },
        cookies: { "authjs.session-token": await mint(alice, { as: "authjs.session-token" }) },
      }),
    ],
  },
  {
    name: "sign-out with a callback of the app that throws",
    config: standard({
      events: {
        signOut: () => {
          throw new Error("no");
        },
      },
    }),
    steps: [signedIn(post("/signout"))],
  },
  {
    name: "sign-out with custom cookie options",
    config: standard({
      cookies: {
        sessionToken: { name: "sid", options: { domain: "app.test", sameSite: "strict" } },
      },
    }),
    steps: [
      async () =>
        post("/signout", {}, { cookies: chunked("sid", await mint(alice, { as: "sid" })) }),
    ],
  },
  {
    name: "sign-out, then the session",
    steps: [signedIn(post("/signout")), { path: "/session" }],
  },
];
