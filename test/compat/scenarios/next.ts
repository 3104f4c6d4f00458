import type { Scenario } from "../harness/scenario.js";
import { oldSecret, secret } from "../harness/world.js";
import { alice, csrfCookie, due, plain, post, secure, signedIn, standard } from "./kit.js";

type Change = Parameters<typeof standard>[0];

/** Through NextAuth(): the environment counts, and the base path is /api/auth. */
const next = (name: string, change: Change, more: Partial<Scenario>): Scenario => ({
  name: `next: ${name}`,
  entry: "handlers",
  config: standard(change),
  steps: [{ path: "/providers" }, { path: "/signin?callbackUrl=%2Fx", cookies: csrfCookie }],
  ...more,
});

const bare = { secret: undefined, trustHost: undefined, basePath: undefined } as const;
const trusted = { ...bare, trustHost: true } as const;
const read = signedIn({ path: "/session", cookies: csrfCookie }, alice, { age: due });
const readOld = signedIn({ path: "/session", cookies: csrfCookie }, alice, {
  age: due,
  under: oldSecret,
});
const env = (values: Record<string, string>) => ({ env: { AUTH_SECRET: secret, ...values } });

export const environment: Scenario[] = [
  next("defaults", trusted, env({})),
  next("NEXTAUTH_SECRET", trusted, { env: { NEXTAUTH_SECRET: secret }, steps: [read] }),
  next("AUTH_SECRET before NEXTAUTH_SECRET", trusted, {
    env: { AUTH_SECRET: secret, NEXTAUTH_SECRET: oldSecret },
    steps: [read],
  }),
  next(
    "the config's secret before the environment's",
    { ...trusted, secret },
    { env: { AUTH_SECRET: oldSecret }, steps: [read] },
  ),
  next("no secret", trusted, { steps: [read, { path: "/signin" }] }),
  next("AUTH_SECRET_1 alone", trusted, { env: { AUTH_SECRET_1: secret }, steps: [read] }),
  next("AUTH_SECRET_1 beside AUTH_SECRET", trusted, {
    env: { AUTH_SECRET: secret, AUTH_SECRET_1: oldSecret },
    steps: [read, readOld],
    differs: ["D10"],
  }),
  next("AUTH_URL", trusted, env({ AUTH_URL: "https://public.test" })),
  next("AUTH_URL with a path", trusted, {
    ...env({ AUTH_URL: "https://public.test/my/auth" }),
    steps: [{ path: "https://app.test/my/auth/providers" }, { path: "/providers" }],
  }),
  next("AUTH_URL with the usual path", trusted, env({ AUTH_URL: "https://public.test/api/auth" })),
  next(
    "AUTH_URL with a path, and a basePath",
    { ...trusted, basePath: "/api/auth" },
    env({ AUTH_URL: "https://public.test/other" }),
  ),
  next("AUTH_URL with a trailing slash", trusted, env({ AUTH_URL: "https://public.test/" })),
  next("AUTH_URL on http", trusted, env({ AUTH_URL: "http://localhost:3000" })),
  next("NEXTAUTH_URL", trusted, env({ NEXTAUTH_URL: "https://public.test" })),
  next(
    "AUTH_URL before NEXTAUTH_URL",
    trusted,
    env({ AUTH_URL: "https://public.test", NEXTAUTH_URL: "https://preview.test" }),
  ),
  next(
    "AUTH_URL trusts the host",
    bare,
    env({ AUTH_URL: "https://public.test", NODE_ENV: "production" }),
  ),
  next("AUTH_TRUST_HOST", bare, env({ AUTH_TRUST_HOST: "true", NODE_ENV: "production" })),
  next("AUTH_TRUST_HOST=1", bare, env({ AUTH_TRUST_HOST: "1", NODE_ENV: "production" })),
  next("AUTH_TRUST_HOST=false", bare, {
    ...env({ AUTH_TRUST_HOST: "false", NODE_ENV: "production" }),
    differs: ["D9"],
  }),
  next("VERCEL", bare, env({ VERCEL: "1", NODE_ENV: "production" })),
  next("CF_PAGES", bare, env({ CF_PAGES: "1", NODE_ENV: "production" })),
  next("production trusts nobody", bare, env({ NODE_ENV: "production" })),
  next("development trusts", bare, env({ NODE_ENV: "development" })),
  next(
    "trustHost false in development",
    { ...bare, trustHost: false },
    env({ NODE_ENV: "development" }),
  ),
  next("X-Forwarded-Host is Next's business", trusted, {
    ...env({}),
    steps: [
      {
        path: "/providers",
        headers: { "x-forwarded-host": "evil.test", "x-forwarded-proto": "http", host: "app.test" },
      },
    ],
  }),
  next(
    "a provider's variables",
    {
      ...trusted,
      providers: [
        {
          id: "my-idp",
          name: "My",
          type: "oauth",
          authorization: "https://a.test/",
          token: "https://a.test/",
          userinfo: "https://a.test/",
        },
      ],
    },
    {
      ...env({ AUTH_MY_IDP_ID: "from-env", AUTH_MY_IDP_SECRET: "s" }),
      steps: [post("/signin/my-idp")],
      differs: ["D2"],
    },
  ),
  next(
    "a provider's options before its variables",
    {
      ...trusted,
      providers: [
        {
          id: "my-idp",
          name: "My",
          type: "oauth",
          clientId: "mine",
          authorization: "https://a.test/",
          token: "https://a.test/",
          userinfo: "https://a.test/",
        },
      ],
    },
    { ...env({ AUTH_MY_IDP_ID: "from-env" }), steps: [post("/signin/my-idp")], differs: ["D2"] },
  ),
  next("AUTH_REDIRECT_PROXY_URL", trusted, {
    ...env({ AUTH_REDIRECT_PROXY_URL: "https://proxy.test/api/auth" }),
    steps: [post("/signin/acme")],
    differs: ["D2"],
  }),
  next(
    "basePath",
    { ...trusted, basePath: "/auth" },
    { ...env({}), steps: [{ path: "https://app.test/auth/providers" }] },
  ),
  next("sign-in", trusted, {
    ...env({}),
    steps: [post("/callback/credentials", { username: "alice", password: "wonderland" })],
  }),
  next("lazy: sign-in", trusted, {
    ...env({}),
    entry: "lazy",
    steps: [
      post("/callback/credentials", { username: "alice", password: "wonderland" }),
      { path: "/session", after: due },
    ],
  }),
  next("lazy: AUTH_URL", trusted, { ...env({ AUTH_URL: "https://public.test" }), entry: "lazy" }),
  next("lazy: no secret", trusted, {
    entry: "lazy",
    steps: [{ path: "/session" }, { path: "/signin" }],
  }),
  next("other methods", trusted, {
    ...env({}),
    steps: [{ path: "/session", method: "PUT" }, { path: "/nonsense" }],
    differs: ["D3"],
  }),
];

interface Handled {
  auth: unknown;
  nextUrl: URL;
}

const guard = (
  name: string,
  entry: "auth" | "wrapper",
  change: object,
  more: Partial<Scenario> = {},
): Scenario => ({
  name: `auth as ${entry === "auth" ? "proxy" : "wrapper"}: ${name}`,
  entry,
  config: standard({ ...trusted, ...change }),
  env: { AUTH_SECRET: secret, AUTH_URL: "https://app.test" },
  steps: [page, signedIn({ ...page, withoutJar: true }, alice, { age: due })],
  ...more,
});

const page = { path: "https://app.test/dashboard?a=1", cookies: csrfCookie };
const authorized = ({ auth }: { auth: unknown }) => Boolean(auth);
const answer = (request: unknown) => Response.json({ path: (request as Handled).nextUrl.pathname });

export const guards: Scenario[] = [
  guard("without authorized", "auth", {}),
  guard("with authorized", "auth", { callbacks: { authorized } }),
  guard("with authorized and a page of the app", "auth", {
    callbacks: { authorized },
    pages: { signIn: "/login" },
  }),
  guard(
    "on the sign-in page itself",
    "auth",
    { callbacks: { authorized: () => false }, pages: { signIn: "/login" } },
    {
      steps: [{ path: "https://app.test/login" }],
    },
  ),
  guard("authorized gives a Response", "auth", {
    callbacks: { authorized: () => new Response("no", { status: 401 }) },
  }),
  guard("authorized redirects", "auth", {
    callbacks: { authorized: () => Response.redirect("https://app.test/other") },
  }),
  guard(
    "authorized redirects to where we are",
    "auth",
    {
      callbacks: { authorized: () => Response.redirect("https://app.test/login") },
      pages: { signIn: "/login" },
    },
    { differs: ["D36"], steps: [{ path: "https://app.test/login" }] },
  ),
  guard(
    "authorized redirects to a relative URL",
    "auth",
    {
      callbacks: {
        authorized: () => new Response(null, { status: 302, headers: { location: "/other" } }),
      },
    },
    { steps: [page], differs: ["D37"], throws: true },
  ),
  guard("authorized says nothing", "auth", { callbacks: { authorized: () => undefined } }),
  guard("authorized is asynchronous", "auth", {
    callbacks: { authorized: async (p: { auth: unknown }) => authorized(p) },
  }),
  guard(
    "a session that is not due",
    "auth",
    { callbacks: { authorized } },
    { steps: [signedIn(page)], differs: ["D1"] },
  ),
  guard(
    "a session in chunks",
    "auth",
    { callbacks: { authorized } },
    {
      steps: [signedIn(page, { ...alice, note: "n".repeat(9000) }, { age: due })],
    },
  ),
  guard(
    "a broken session cookie",
    "auth",
    { callbacks: { authorized } },
    {
      steps: [{ ...page, cookies: { ...page.cookies, [secure.session]: "junk" } }],
    },
  ),
  guard("a session callback of the app", "auth", {
    callbacks: {
      authorized,
      session: ({ session, token }: { session: object; token: { sub: string } }) => ({
        ...session,
        id: token.sub,
      }),
    },
  }),
  guard(
    "no secret",
    "auth",
    { callbacks: { authorized } },
    { env: { AUTH_URL: "https://app.test" } },
  ),
  guard(
    "on http",
    "auth",
    { callbacks: { authorized } },
    {
      env: { AUTH_SECRET: secret, AUTH_URL: "http://app.test" },
      steps: [
        signedIn({ path: "http://app.test/x" }, alice, { age: due, as: plain.session }),
        { path: "http://app.test/x", withoutJar: true },
      ],
    },
  ),
  guard("a handler", "wrapper", {}, { handler: answer }),
  guard(
    "a handler beside authorized",
    "wrapper",
    { callbacks: { authorized } },
    { handler: answer },
  ),
  guard("a handler that says nothing", "wrapper", {}, { handler: () => undefined }),
  guard(
    "a handler that redirects",
    "wrapper",
    {},
    { handler: () => Response.redirect("https://app.test/z") },
  ),
  guard(
    "a handler that sets cookies and headers",
    "wrapper",
    {},
    {
      handler: () =>
        new Response("x", { status: 201, headers: { "set-cookie": "a=b", "x-y": "z" } }),
    },
  ),
  guard(
    "a handler that throws",
    "wrapper",
    {},
    {
      throws: true,
      handler: () => {
        throw new TypeError("mine");
      },
    },
  ),
  guard(
    "authorized gives a Response before a handler",
    "wrapper",
    {
      callbacks: { authorized: () => new Response("no", { status: 401 }) },
    },
    { handler: answer },
  ),
  guard(
    "another origin in AUTH_URL",
    "wrapper",
    {},
    {
      env: { AUTH_SECRET: secret, AUTH_URL: "https://public.test" },
      handler: (request) => Response.json({ origin: (request as Handled).nextUrl.origin }),
    },
  ),
];

const pagesCall = (name: string, change: object, more: Partial<Scenario> = {}): Scenario => ({
  ...guard(name, "auth", change),
  name: `auth in the Pages Router: ${name}`,
  entry: "pages",
  ...more,
});

/** `auth(req, res)`: the session on the server, and the cookies on the response. */
export const pagesCalls: Scenario[] = [
  pagesCall("somebody", {}),
  pagesCall("a session that is not due", {}, { steps: [signedIn(page)], differs: ["D1"] }),
  pagesCall(
    "a broken cookie",
    {},
    {
      steps: [{ ...page, cookies: { ...page.cookies, [secure.session]: "junk" } }],
    },
  ),
  pagesCall(
    "claims of the app",
    {},
    {
      steps: [signedIn(page, { ...alice, role: "admin" }, { age: due })],
    },
  ),
  pagesCall("a session callback of the app", {
    callbacks: {
      session: ({ session, token }: { session: object; token: { sub: string } }) => ({
        ...session,
        id: token.sub,
      }),
    },
  }),
  pagesCall("a session callback that returns nothing", { callbacks: { session: () => undefined } }),
  pagesCall(
    "a session callback that drops the user",
    {
      callbacks: {
        session: ({ session }: { session: { expires: string } }) => ({ expires: session.expires }),
      },
    },
    { steps: [signedIn(page, { ...alice, role: "admin" }, { age: due })] },
  ),
  pagesCall("no secret", {}, { env: { AUTH_URL: "https://app.test" } }),
];
