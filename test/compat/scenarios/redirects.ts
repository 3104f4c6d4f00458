import type { Scenario } from "../harness/scenario.js";
import { csrfCookie, plainCallbacks, post, secure, standard } from "./kit.js";

/** Well-formed targets: judged alike by both. */
const targets = [
  "/",
  "/dashboard",
  "/dashboard?a=1&b=2#c",
  "https://app.test",
  "https://app.test/x",
  "https://app.test:443/x",
  "https://app.test:8443/x",
  "http://app.test/x",
  "https://evil.test/x",
  "https://app.test.evil.test",
  "https://evil.test#app.test",
  "https://evil.test?.app.test",
  "https://sub.app.test/",
  "/%2F%2Fevil.test",
  "/ümlaut?ü=1",
  "/a b",
  "https://еvil.test/",
];

/** Malformed ones, or of a scheme that is not http(s): a configuration error there, the default here. */
const malformed = [
  "javascript:alert(1)",
  "data:text/html,x",
  "dashboard",
  "https://[",
  "http://%",
  "https://:0",
  " ",
  "\\\\evil.test",
  "app.test/x",
  "https://app.test@evil.test/",
];

const signOutTo = (callbackUrl: string): Scenario => ({
  name: `sign-out to ${callbackUrl}`,
  steps: [post("/signout", { callbackUrl })],
});

export const redirects: Scenario[] = [
  ...targets.map(signOutTo),
  ...targets.slice(0, 9).map(
    (target): Scenario => ({
      name: `callbackUrl in the query: ${target}`,
      steps: [{ path: `/signin?callbackUrl=${encodeURIComponent(target)}`, cookies: csrfCookie }],
    }),
  ),
  ...targets.slice(0, 9).map(
    (target): Scenario => ({
      name: `callbackUrl in the cookie: ${target}`,
      steps: [post("/signout", {}, { cookies: { [secure.callbackUrl]: target } })],
    }),
  ),
  ...malformed.map(
    (target): Scenario => ({
      name: `malformed callbackUrl in the query: ${target}`,
      steps: [
        { path: "/signin", cookies: csrfCookie, withoutJar: true },
        {
          path: `/signin?callbackUrl=${encodeURIComponent(target)}`,
          cookies: csrfCookie,
          withoutJar: true,
        },
      ],
      differs: ["D7"],
    }),
  ),
  ...malformed.slice(0, 4).map(
    (target): Scenario => ({
      name: `malformed callbackUrl in the cookie: ${target}`,
      steps: [
        post("/signout", {}, { withoutJar: true }),
        post("/signout", {}, { cookies: { [secure.callbackUrl]: target }, withoutJar: true }),
      ],
      differs: ["D7"],
    }),
  ),
  ...malformed.map(
    (target): Scenario => ({
      name: `malformed callbackUrl in the body: ${target}`,
      steps: [
        post("/signout", {}, { withoutJar: true }),
        post("/signout", { callbackUrl: target }, { withoutJar: true }),
      ],
      differs: ["D7"],
    }),
  ),
  {
    name: "the body wins over the query, the query over the cookie",
    steps: [
      post("/signout?callbackUrl=%2Fquery", { callbackUrl: "/body" }),
      post("/signout?callbackUrl=%2Fquery", {}, { cookies: { [secure.callbackUrl]: "/cookie" } }),
      post("/signout", {}, { cookies: { [secure.callbackUrl]: "https://app.test/cookie" } }),
    ],
  },
  {
    name: "callbackUrl twice: the last one",
    steps: [{ path: "/signin?callbackUrl=%2Fa&callbackUrl=%2Fb", cookies: csrfCookie }],
  },
  { name: "callbackUrl empty", steps: [{ path: "/signin?callbackUrl=", cookies: csrfCookie }] },
  {
    name: "a redirect callback that allows another host",
    config: standard({
      callbacks: {
        ...plainCallbacks,
        redirect: ({ url }: { url: string }) =>
          url.startsWith("https://friend.test") ? url : "https://app.test",
      },
    }),
    steps: [
      post("/signout", { callbackUrl: "https://friend.test/x" }),
      post("/signout", { callbackUrl: "https://evil.test/x" }),
      post("/signout", {}, { withoutJar: true }),
    ],
  },
  {
    name: "a redirect callback that throws",
    config: standard({
      callbacks: {
        ...plainCallbacks,
        redirect: () => {
          throw new Error("no");
        },
      },
    }),
    steps: [post("/signout", { callbackUrl: "/x" })],
  },
];
