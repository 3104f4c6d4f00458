import type { NextAuthLike } from "../harness/library.js";
import type { Scenario } from "../harness/scenario.js";
import { secret } from "../harness/world.js";
import { alice, credentials, due, plainCallbacks, secure, signedIn, standard } from "./kit.js";

type Act = NonNullable<Scenario["act"]>;

const page = { path: "https://app.test/page?x=1", withoutJar: true };
const referred = { ...page, headers: { referer: "https://app.test/from" } };
const bare = { secret: undefined, trustHost: undefined, basePath: undefined };
const login = { username: "alice", password: "wonderland" };

/** A Server Action, with the real `headers()`, `cookies()` and `redirect()`. */
const action = (
  name: string,
  act: Act,
  more: Partial<Scenario> & { change?: object } = {},
): Scenario => {
  const { change = {}, ...rest } = more;
  const all = typeof change === "function" ? change : { ...bare, ...change };
  return {
    name: `action: ${name}`,
    entry: "action",
    config: standard(all as Parameters<typeof standard>[0]),
    env: { AUTH_SECRET: secret, AUTH_URL: "https://app.test" },
    act,
    steps: [page],
    ...rest,
  };
};

/** The same in a Server Component. */
const render = (name: string, act: Act, more: Parameters<typeof action>[2] = {}): Scenario => ({
  ...action(name, act, more),
  name: `render: ${name}`,
  entry: "render",
});

const somebody = [signedIn(page, { ...alice, role: "admin" }, { age: due })];
const formData = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

const signIns: Scenario[] = [
  action("signIn", ({ signIn }) => signIn()),
  action("signIn with a referer", ({ signIn }) => signIn(), { steps: [referred] }),
  action("signIn without a redirect", ({ signIn }) => signIn(undefined, { redirect: false })),
  action("signIn and where to", ({ signIn }) => signIn(undefined, { redirectTo: "/me" })),
  action("signIn with a provider that does not exist", ({ signIn }) =>
    signIn("nobody", { redirectTo: "/me" }),
  ),
  action("signIn with a provider that does not exist, without a redirect", ({ signIn }) =>
    signIn("nobody", { redirect: false }),
  ),
  action("signIn with credentials", ({ signIn }) =>
    signIn("credentials", { ...login, redirectTo: "/me" }),
  ),
  action("signIn with credentials and a referer", ({ signIn }) => signIn("credentials", login), {
    steps: [referred],
  }),
  action("signIn with credentials, without a redirect", ({ signIn }) =>
    signIn("credentials", { ...login, redirect: false }),
  ),
  action("signIn with a form", ({ signIn }) =>
    signIn("credentials", formData({ ...login, redirectTo: "/me" })),
  ),
  action("signIn to a foreign URL", ({ signIn }) =>
    signIn("credentials", { ...login, redirectTo: "https://evil.test" }),
  ),
  action("signIn with a wrong password", ({ signIn }) => signIn("credentials", { username: "x" }), {
    throws: true,
  }),
  action(
    "signIn with a wrong password, without a redirect",
    ({ signIn }) => signIn("credentials", { username: "x", redirect: false }),
    { throws: true },
  ),
  action(
    "signIn with a wrong password, asked for as JSON",
    ({ signIn }) => signIn("credentials", {}),
    {
      steps: [{ ...page, headers: { "X-Auth-Return-Redirect": "1" } }],
    },
  ),
  action("signIn where authorize throws", ({ signIn }) => signIn("credentials", login), {
    throws: true,
    change: (kit: Parameters<typeof credentials>[0]) => ({
      ...bare,
      providers: [
        credentials(kit, {
          authorize: () => {
            throw new Error("down");
          },
        }),
      ],
    }),
  }),
  action("signIn that the callback denies", ({ signIn }) => signIn("credentials", login), {
    throws: true,
    change: { callbacks: { signIn: () => false } },
  }),
  action("signIn that the callback sends elsewhere", ({ signIn }) => signIn("credentials", login), {
    change: { callbacks: { signIn: () => "/wait" } },
  }),
  action("signIn at a provider", ({ signIn }) => signIn("acme", { redirectTo: "/me" }), {
    differs: ["D2"],
  }),
  action(
    "signIn at a provider, without a redirect",
    ({ signIn }) => signIn("acme", { redirectTo: "/me", redirect: false }),
    { differs: ["D2"] },
  ),
  ...[
    { prompt: "login" },
    [["prompt", "login"]],
    "prompt=login",
    new URLSearchParams({ prompt: "login" }),
  ].map((params) =>
    action(
      `signIn at a provider with parameters, ${params.constructor.name}`,
      ({ signIn }) => signIn("acme", {}, params),
      { differs: ["D2"] },
    ),
  ),
  action("signIn without a secret", ({ signIn }) => signIn("credentials", login), {
    env: { AUTH_URL: "https://app.test" },
  }),
  action(
    "signIn with all callbacks",
    ({ signIn }) => signIn("credentials", { ...login, redirectTo: "/me" }),
    {
      change: { callbacks: plainCallbacks },
    },
  ),
];

const signOuts: Scenario[] = [
  action("signOut", ({ signOut }) => signOut(), { steps: somebody }),
  action("signOut and where to", ({ signOut }) => signOut({ redirectTo: "/bye" }), {
    steps: somebody,
  }),
  action("signOut with a referer", ({ signOut }) => signOut(), { steps: [referred] }),
  action("signOut without a redirect", ({ signOut }) => signOut({ redirect: false }), {
    steps: somebody,
  }),
  action(
    "signOut to a foreign URL",
    ({ signOut }) => signOut({ redirectTo: "https://evil.test" }),
    {
      steps: somebody,
    },
  ),
];

const updates: Scenario[] = [
  action("unstable_update", ({ unstable_update: update }) => update({ user: { name: "Al" } }), {
    steps: somebody,
  }),
  action(
    "unstable_update that the jwt callback takes over",
    ({ unstable_update: update }) => update({ name: "Al" }),
    {
      steps: somebody,
      change: {
        callbacks: {
          ...plainCallbacks,
          jwt: ({
            token,
            trigger,
            session,
          }: {
            token: object;
            trigger?: string;
            session?: object;
          }) => (trigger === "update" ? { ...token, ...session } : token),
        },
      },
    },
  ),
  action("unstable_update when nobody is signed in", ({ unstable_update: update }) => update({})),
];

const read = ({ auth }: NextAuthLike) => auth();

const reads: Scenario[] = [
  render("auth()", read, { steps: [page, ...somebody], differs: ["D1"] }),
  render("auth() with a session that is not due", read, {
    steps: [signedIn(page, alice, { age: 3600 })],
    differs: ["D1"],
  }),
  render("auth() with a broken cookie", read, {
    steps: [{ ...page, cookies: { [secure.session]: "junk" } }],
  }),
  render("auth() with a session callback", read, {
    differs: ["D1"],
    steps: somebody,
    change: {
      callbacks: {
        session: ({ session, token }: { session: object; token: { role: string } }) => ({
          ...session,
          role: token.role,
        }),
      },
    },
  }),
  render("auth() without a secret", read, {
    steps: somebody,
    env: { AUTH_URL: "https://app.test" },
  }),
  action("auth()", read, { steps: somebody, differs: ["D51"] }),
];

export const actions: Scenario[] = [...signIns, ...signOuts, ...updates, ...reads];
