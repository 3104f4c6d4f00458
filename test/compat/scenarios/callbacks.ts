import type { Scenario } from "../harness/scenario.js";
import {
  acme,
  alice,
  csrfCookie,
  csrfToken,
  due,
  plainCallbacks,
  post,
  secure,
  signedIn,
  standard,
} from "./kit.js";

const login = { username: "alice", password: "wonderland" };
const recorded = standard({ callbacks: plainCallbacks });
const fail = () => {
  throw new Error("no");
};

/** The exact arguments of every callback and event, in the order they come. */
export const callbacks: Scenario[] = [
  {
    name: "callbacks: sign-in",
    config: recorded,
    steps: [post("/callback/credentials", { ...login, callbackUrl: "/me", remember: "1" })],
  },
  {
    name: "callbacks: session",
    config: recorded,
    steps: [
      signedIn({ path: "/session", cookies: csrfCookie }, { ...alice, role: "x" }, { age: due }),
    ],
  },
  {
    name: "callbacks: session with a callback-url cookie",
    config: recorded,
    steps: [
      signedIn(
        {
          path: "/session",
          cookies: { ...csrfCookie, [secure.callbackUrl]: "https://app.test/me" },
        },
        alice,
        { age: due },
      ),
    ],
  },
  {
    name: "callbacks: update",
    config: recorded,
    steps: [
      signedIn(
        {
          path: "/session",
          cookies: csrfCookie,
          json: { csrfToken, data: { user: { name: "Al" } } },
        },
        alice,
        { age: due },
      ),
    ],
  },
  {
    name: "callbacks: sign-out",
    config: recorded,
    steps: [signedIn(post("/signout", { callbackUrl: "/bye" }))],
  },
  {
    name: "callbacks: sign-out without a session",
    config: recorded,
    steps: [post("/signout", { callbackUrl: "https://evil.test" })],
  },
  {
    name: "callbacks: begin of OAuth",
    config: recorded,
    steps: [post("/signin/acme", { callbackUrl: "/me" })],
    differs: ["D2"],
  },
  {
    name: "callbacks: sign-in page",
    config: recorded,
    steps: [{ path: "/signin?callbackUrl=%2Fme", cookies: csrfCookie }],
  },
  {
    name: "callbacks: a wrong password",
    config: recorded,
    steps: [post("/callback/credentials", { ...login, password: "x", callbackUrl: "/me" })],
  },
  {
    name: "callbacks: session of the app's shape",
    config: standard({
      callbacks: {
        ...plainCallbacks,
        session: ({ session, token }: { session: { user: object }; token: { sub?: string } }) => ({
          ...session,
          user: { ...session.user, id: token.sub },
          extra: [1, { two: 2 }],
        }),
      },
    }),
    steps: [signedIn({ path: "/session", cookies: csrfCookie }, alice, { age: due })],
  },
  {
    name: "callbacks: session mutates what it is given",
    config: standard({
      callbacks: {
        session: ({
          session,
          token,
        }: {
          session: { user: { id?: string } };
          token: { sub: string };
        }) => {
          session.user.id = token.sub;
          return session;
        },
      },
    }),
    steps: [signedIn({ path: "/session", cookies: csrfCookie }, alice, { age: due })],
  },
  ...[null, undefined, {}, "text"].map(
    (value): Scenario => ({
      name: `callbacks: session returns ${JSON.stringify(value)}`,
      config: standard({ callbacks: { session: () => value } }),
      steps: [signedIn({ path: "/session", cookies: csrfCookie }, alice, { age: due })],
    }),
  ),
  {
    name: "callbacks: session throws",
    config: standard({ callbacks: { session: fail } }),
    steps: [signedIn({ path: "/session", cookies: csrfCookie }, alice, { age: due })],
    differs: ["D24"],
  },
  {
    name: "callbacks: jwt throws",
    config: standard({ callbacks: { jwt: fail } }),
    steps: [signedIn({ path: "/session", cookies: csrfCookie }, alice, { age: due })],
    differs: ["D24"],
  },
  {
    name: "callbacks: jwt returns null",
    config: standard({ callbacks: { jwt: () => null } }),
    steps: [signedIn({ path: "/session", cookies: csrfCookie }, alice, { age: due })],
  },
  {
    name: "callbacks: jwt returns null for a session in chunks",
    config: standard({ callbacks: { jwt: () => null } }),
    steps: [
      signedIn(
        { path: "/session", cookies: csrfCookie },
        { ...alice, note: "n".repeat(9000) },
        { age: due },
      ),
    ],
  },
  {
    name: "callbacks: jwt adds to the token at sign-in",
    config: standard({
      callbacks: {
        ...plainCallbacks,
        jwt: ({ token, user, account, trigger }: Record<string, object>) =>
          user ? { ...token, role: "admin", account, trigger } : token,
        session: ({ session, token }: { session: object; token: object }) => ({
          ...session,
          token,
        }),
      },
    }),
    steps: [post("/callback/credentials", login), { path: "/session", after: due }],
  },
  {
    name: "callbacks: jwt changes a session that is not due",
    config: standard({
      callbacks: {
        ...plainCallbacks,
        jwt: ({ token }: { token: { seen?: number } }) => ({
          ...token,
          seen: (token.seen ?? 0) + 1,
        }),
      },
    }),
    steps: [signedIn({ path: "/session", cookies: csrfCookie }), { path: "/session" }],
  },
  ...["signIn", "session", "signOut"].map(
    (event): Scenario => ({
      name: `events: ${event} throws`,
      config: standard({ events: { [event]: fail } }),
      steps: [
        signedIn(post("/callback/credentials", login)),
        { path: "/session", after: due },
        post("/signout"),
      ],
    }),
  ),
  {
    name: "events: an asynchronous one is awaited",
    config: standard(({ recorder }) => ({
      events: {
        signIn: async () => {
          await new Promise((resolve) => setImmediate(resolve));
          recorder.calls.push({ what: "signed in", with: null });
        },
      },
    })),
    steps: [post("/callback/credentials", login)],
  },
  {
    name: "callbacks: asynchronous ones",
    config: standard({
      callbacks: Object.fromEntries(
        Object.entries(plainCallbacks).map(([name, callback]) => [
          name,
          async (params: never) => {
            await new Promise((resolve) => setImmediate(resolve));
            return callback(params);
          },
        ]),
      ),
    }),
    steps: [post("/callback/credentials", login), { path: "/session", after: due }],
  },
  {
    name: "logger: a part of one",
    config: standard(({ recorder }) => ({ logger: { error: recorder.logger.error } })),
    steps: [{ path: "/signin/nobody" }],
  },
  {
    name: "logger: the experimental warning is not for others",
    config: standard({ providers: [acme()], experimental: { enableWebAuthn: true } }),
    steps: [{ path: "/csrf" }],
  },
];
