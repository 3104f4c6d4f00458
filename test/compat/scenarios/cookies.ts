import type { Scenario } from "../harness/scenario.js";
import { alice, due, mint, post, signedIn, standard } from "./kit.js";

const login = { username: "alice", password: "wonderland" };

const renamed = {
  sessionToken: { name: "sid" },
  csrfToken: { name: "xsrf" },
  callbackUrl: { name: "back" },
};

const visits: Scenario["steps"] = [
  { path: "/csrf" },
  ({ answers }) => ({
    path: "/callback/credentials",
    form: {
      ...login,
      csrfToken: JSON.parse(answers[0]?.body ?? "{}").csrfToken,
      callbackUrl: "/me",
    },
  }),
  { path: "/session", after: due },
];

const over = (
  name: string,
  change: Parameters<typeof standard>[0],
  origin = "https://app.test",
): Scenario => ({
  name: `cookies: ${name}`,
  config: standard(change),
  steps: visits.map((step) => async (visit) => {
    const spec = typeof step === "function" ? await step(visit) : step;
    return { ...spec, path: `${origin}/api/auth${spec.path}` };
  }),
});

export const cookies: Scenario[] = [
  over("defaults on https", {}),
  over("defaults on http", {}, "http://app.test"),
  over("useSecureCookies on http", { useSecureCookies: true }, "http://app.test"),
  over("useSecureCookies false on https", { useSecureCookies: false }),
  over("other names", { cookies: renamed }),
  over("a domain", { cookies: { sessionToken: { options: { domain: ".app.test" } } } }),
  over("a path", { cookies: { sessionToken: { options: { path: "/app" } } } }),
  over("SameSite none and Partitioned", {
    cookies: {
      sessionToken: { options: { sameSite: "none", partitioned: true } },
      csrfToken: { options: { sameSite: "none" } },
      callbackUrl: { options: { sameSite: "strict", priority: "high" } },
    },
  }),
  over("not HttpOnly", { cookies: { sessionToken: { options: { httpOnly: false } } } }),
  over("maxAge in the options", { cookies: { sessionToken: { options: { maxAge: 60 } } } }),
  over("a short session", { session: { maxAge: 7 * 86_400 } }),
  {
    name: "cookies: an encoded value, quotes and spaces are read",
    steps: [
      async () => ({
        path: "/session",
        headers: {
          cookie: ` a=1;  __Secure-authjs.session-token = ${await mint(alice, { age: due })} ; b="x y"; c; =d`,
        },
      }),
    ],
  },
  {
    name: "cookies: of two with one name the first",
    steps: [
      async () => {
        const first = await mint(alice, { age: due });
        const second = await mint({ ...alice, name: "Bob" }, { age: due });
        const name = "__Secure-authjs.session-token";
        return { path: "/session", headers: { cookie: `${name}=${first}; ${name}=${second}` } };
      },
    ],
  },
  {
    name: "cookies: names of Object's prototype",
    steps: [{ path: "/session", headers: { cookie: "__proto__=1; constructor=2; toString=3" } }],
  },
  {
    name: "cookies: signing out with other names",
    config: standard({ cookies: renamed }),
    steps: [
      { path: "/csrf" },
      async ({ answers }) => ({
        path: "/signout",
        form: { csrfToken: JSON.parse(answers[0]?.body ?? "{}").csrfToken },
        cookies: { sid: await mint(alice, { as: "sid" }) },
      }),
    ],
  },
  {
    name: "cookies: the jar of a whole visit",
    steps: [
      { path: "/signin?callbackUrl=%2Fme" },
      ({ answers }) => ({
        path: "/callback/credentials",
        form: {
          ...login,
          csrfToken: /name="csrfToken"[^>]*value="(\w+)"|value="(\w+)"[^>]*name="csrfToken"/
            .exec(answers[0]?.body ?? "")
            ?.slice(1)
            .find(Boolean) as string,
          callbackUrl: "/me",
        },
      }),
      { path: "/session", after: due },
      { path: "/csrf" },
      ({ answers }) => ({
        path: "/signout",
        form: { csrfToken: JSON.parse(answers[3]?.body ?? "{}").csrfToken, callbackUrl: "/" },
      }),
      { path: "/session" },
    ],
  },
  {
    name: "cookies: sign-out after sign-in",
    steps: [post("/callback/credentials", login), post("/signout")],
  },
  {
    name: "cookies: a cookie whose name begins with the session cookie's",
    steps: [
      signedIn({ path: "/session", withoutJar: true }, alice, { age: due }),
      signedIn(
        {
          path: "/session",
          cookies: { "__Secure-authjs.session-token-hint": "1" },
          withoutJar: true,
        },
        alice,
        { age: due },
      ),
    ],
    differs: ["D17"],
  },
];
