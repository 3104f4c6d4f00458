import type { Scenario } from "../harness/scenario.js";
import { foreignSecret, oldSecret, secret } from "../harness/world.js";
import { csrfCookie, csrfToken, csrfValue, plain, post, secure, standard } from "./kit.js";

const login = { username: "alice", password: "wonderland" };
const other = "e7".repeat(32);

/** The routes that ask for a token. */
const guarded = ["/signin/acme", "/signout", "/callback/credentials"];

const without: Scenario[] = guarded.flatMap((path) => [
  { name: `${path} without cookie and token`, steps: [{ path, form: login }] },
  { name: `${path} without a token`, steps: [{ path, form: login, cookies: csrfCookie }] },
  { name: `${path} without a cookie`, steps: [{ path, form: { ...login, csrfToken } }] },
  {
    name: `${path} with another token`,
    steps: [{ path, form: { ...login, csrfToken: other }, cookies: csrfCookie }],
  },
  {
    name: `${path} with cookie and token that an attacker chose`,
    steps: [
      {
        path,
        form: { ...login, csrfToken: other },
        cookies: { [secure.csrf]: csrfValue(foreignSecret, other) },
      },
    ],
  },
]);

const broken = [
  "x",
  "|",
  csrfToken,
  `${csrfToken}|`,
  `|${csrfToken}`,
  `${csrfValue()}x`,
  csrfValue().slice(0, 100),
  csrfValue().toUpperCase(),
].map(
  (value): Scenario => ({
    name: `a CSRF cookie that is broken: ${value.slice(0, 8)}… of ${value.length}`,
    steps: [
      { path: "/csrf", cookies: { [secure.csrf]: value } },
      { path: "/signout", form: { csrfToken }, cookies: { [secure.csrf]: value } },
    ],
  }),
);

export const csrf: Scenario[] = [
  ...without,
  ...broken,
  {
    name: "a body beyond a mebibyte",
    steps: [post("/signout", { filler: "x".repeat(1_100_000) })],
    differs: ["D41"],
  },
  { name: "GET /csrf keeps a valid cookie", steps: [{ path: "/csrf", cookies: csrfCookie }] },
  {
    name: "GET /csrf on http",
    steps: [{ path: "http://app.test/api/auth/csrf" }],
  },
  {
    name: "GET /csrf twice gives one token",
    steps: [{ path: "/csrf" }, { path: "/csrf" }],
  },
  {
    name: "the token that GET /csrf gave is accepted",
    steps: [
      { path: "/csrf" },
      ({ answers }) => ({
        path: "/signout",
        form: { csrfToken: JSON.parse(answers[0]?.body ?? "{}").csrfToken },
      }),
    ],
  },
  {
    name: "the token is empty",
    steps: [{ path: "/signout", form: { csrfToken: "" }, cookies: csrfCookie }],
  },
  {
    name: "the token in the query does not count",
    steps: [{ path: `/signout?csrfToken=${csrfToken}`, form: {}, cookies: csrfCookie }],
  },
  {
    name: "the token as JSON",
    steps: [{ path: "/signout", json: { csrfToken }, cookies: csrfCookie }],
  },
  {
    name: "the token as a JSON array",
    steps: [{ path: "/signout", json: { csrfToken: [csrfToken] }, cookies: csrfCookie }],
  },
  {
    name: "the token given twice",
    steps: [{ path: "/signout", form: `csrfToken=x&csrfToken=${csrfToken}`, cookies: csrfCookie }],
  },
  {
    name: "the __Host- cookie does not count on http",
    steps: [
      {
        path: "http://app.test/api/auth/signout",
        form: { csrfToken },
        cookies: { [secure.csrf]: csrfValue() },
      },
    ],
  },
  {
    name: "the plain cookie on http",
    steps: [
      {
        path: "http://app.test/api/auth/signout",
        form: { csrfToken },
        cookies: { [plain.csrf]: csrfValue() },
      },
    ],
  },
  {
    name: "the check turned off",
    config: standard(({ library }) => ({ skipCSRFCheck: library.skipCSRFCheck })),
    steps: [
      { path: "/csrf" },
      { path: "/signin", withoutJar: true },
      { path: "/signout", form: { callbackUrl: "/bye" } },
      { path: "/callback/credentials", form: login, withoutJar: true },
    ],
  },
  {
    name: "the check is not turned off by another value",
    config: standard({ skipCSRFCheck: true }),
    steps: [{ path: "/csrf" }, { path: "/signout", form: {}, withoutJar: true }],
  },
  {
    name: "secrets: a token bound to the second",
    config: standard({ secret: [secret, oldSecret] }),
    steps: [
      post("/signout", {}, { cookies: { [secure.csrf]: csrfValue(`${secret},${oldSecret}`) } }),
      post("/signout", {}, { cookies: { [secure.csrf]: csrfValue(oldSecret) } }),
    ],
    differs: ["D11"],
  },
  {
    name: "cross-site, with a valid token",
    steps: [post("/signout", {}, { headers: { "sec-fetch-site": "cross-site" } })],
    differs: ["D8"],
  },
  {
    name: "same-origin, with a valid token",
    steps: [
      post(
        "/signout",
        {},
        { headers: { "sec-fetch-site": "same-origin", origin: "https://app.test" } },
      ),
    ],
  },
  {
    name: "a foreign Origin, with a valid token",
    steps: [post("/signout", {}, { headers: { origin: "https://evil.test" } })],
    differs: ["D8"],
  },
  {
    name: "Origin null, with a valid token",
    steps: [post("/signout", {}, { headers: { origin: "null" } })],
  },
];
