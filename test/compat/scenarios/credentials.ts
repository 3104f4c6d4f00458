import type { Config } from "../harness/library.js";
import type { Kit, Scenario } from "../harness/scenario.js";
import {
  alice,
  plainCallbacks,
  post,
  credentials as provider,
  secure,
  signedIn,
  standard,
} from "./kit.js";

const login = { username: "alice", password: "wonderland" };
const asJson = { "X-Auth-Return-Redirect": "1" };

const returning = (user: unknown) =>
  standard((kit: Kit) => ({ providers: [provider(kit, { authorize: () => user })] }));

const throwing = (error: (kit: Kit) => unknown) =>
  standard((kit: Kit) => ({
    providers: [
      provider(kit, {
        authorize: () => {
          throw error(kit);
        },
      }),
    ],
  }));

const codeOf = ({ library }: Kit, code: string) => {
  const error = new library.CredentialsSignin("wrong");
  error.code = code;
  return error;
};

class Locked extends Error {
  readonly type = "Locked";
}

export const credentials: Scenario[] = [
  { name: "sign-in", steps: [post("/callback/credentials", login)] },
  {
    name: "sign-in and back",
    steps: [post("/callback/credentials", { ...login, callbackUrl: "/me" })],
  },
  {
    name: "sign-in, then the session",
    steps: [post("/callback/credentials", login), { path: "/session" }],
    differs: ["D1"],
  },
  { name: "sign-in as JSON", steps: [post("/callback/credentials", login, { headers: asJson })] },
  {
    name: "sign-in with a JSON body",
    steps: [
      {
        ...post("/callback/credentials"),
        form: undefined as never,
        json: { csrfToken: "c5".repeat(32), ...login },
      },
    ],
  },
  {
    name: "sign-in on http",
    steps: [
      {
        path: "http://app.test/api/auth/csrf",
      },
      ({ answers }) => ({
        path: "http://app.test/api/auth/callback/credentials",
        form: { ...login, csrfToken: JSON.parse(answers[0]?.body ?? "{}").csrfToken },
      }),
    ],
  },
  {
    name: "sign-in while signed in as another",
    steps: [signedIn(post("/callback/credentials", login), { ...alice, sub: "2", name: "Bob" })],
  },
  {
    name: "sign-in over a session in chunks",
    steps: [signedIn(post("/callback/credentials", login), { ...alice, note: "n".repeat(9000) })],
  },
  {
    name: "sign-in with a broken session cookie",
    steps: [post("/callback/credentials", login, { cookies: { [secure.session]: "junk" } })],
  },
  { name: "a wrong password", steps: [post("/callback/credentials", { ...login, password: "x" })] },
  {
    name: "a wrong password as JSON",
    steps: [post("/callback/credentials", { ...login, password: "x" }, { headers: asJson })],
  },
  { name: "no fields", steps: [post("/callback/credentials")] },
  {
    name: "parameters in the query reach authorize's request",
    steps: [post("/callback/credentials?tenant=a&x=1", login, { headers: { "x-marker": "seen" } })],
  },
  { name: "GET of the credentials callback", steps: [{ path: "/callback/credentials" }] },
  {
    name: "a user without an id",
    config: returning({ name: "N" }),
    steps: [post("/callback/credentials")],
  },
  {
    name: "a user with a number as id",
    config: returning({ id: 7 }),
    steps: [post("/callback/credentials")],
  },
  { name: "an empty user", config: returning({}), steps: [post("/callback/credentials")] },
  {
    name: "a user with more fields",
    config: returning({ id: "9", name: "N", email: "N@App.test", role: "admin", image: null }),
    steps: [post("/callback/credentials")],
  },
  {
    name: "authorize returns false",
    config: returning(false),
    steps: [post("/callback/credentials")],
  },
  {
    name: "authorize throws",
    config: throwing(() => new Error("database down")),
    steps: [
      post("/callback/credentials", login),
      post("/callback/credentials", login, { headers: asJson }),
    ],
  },
  {
    name: "authorize throws CredentialsSignin",
    config: throwing((kit) => new kit.library.CredentialsSignin()),
    steps: [
      post("/callback/credentials", login),
      post("/callback/credentials", login, { headers: asJson }),
    ],
  },
  {
    name: "authorize throws CredentialsSignin with a code",
    config: throwing((kit) => codeOf(kit, "locked out&x=1")),
    steps: [
      post("/callback/credentials", login),
      post("/callback/credentials", login, { headers: asJson }),
    ],
  },
  {
    name: "authorize throws an error of the app",
    config: throwing(() => new Locked("x")),
    steps: [post("/callback/credentials", login)],
  },
  {
    name: "authorize throws a string",
    config: throwing(() => "no"),
    steps: [post("/callback/credentials", login)],
  },
  {
    name: "a wrong password, with pages of the app",
    config: standard({ pages: { signIn: "/login", error: "/oops" } }),
    steps: [
      post("/callback/credentials", { password: "x" }),
      post("/callback/credentials", { password: "x" }, { headers: asJson }),
    ],
  },
  {
    name: "another id",
    config: standard((kit) => ({ providers: [provider(kit, { id: "ldap", name: "LDAP" })] })),
    steps: [
      post("/callback/ldap", login),
      post("/callback/credentials", login),
      { path: "/providers" },
    ],
  },
  {
    name: "an id in the options wins",
    config: standard((kit) => ({
      providers: [{ ...provider(kit), options: { id: "inner", name: "Inner" } as Config }],
    })),
    steps: [post("/callback/inner", login), { path: "/providers" }],
  },
  {
    name: "the provider's module",
    config: async (kit) => {
      const Credentials = await kit.library.provider("credentials");
      const options = provider(kit);
      return standard({
        providers: [
          Credentials({ credentials: { user: {} }, authorize: options.authorize } as Config),
        ],
      })(kit);
    },
    steps: [post("/callback/credentials", login), { path: "/providers" }, { path: "/signin" }],
  },
  {
    name: "the provider as a function",
    config: standard((kit) => ({ providers: [() => provider(kit)] })),
    steps: [post("/callback/credentials", login)],
  },
  ...[true, false, "/wait", "https://evil.test/x"].map(
    (verdict): Scenario => ({
      name: `signIn callback says ${verdict}`,
      config: standard({ callbacks: { ...plainCallbacks, signIn: () => verdict } }),
      steps: [post("/callback/credentials", { ...login, callbackUrl: "/me" })],
    }),
  ),
  {
    name: "signIn callback says false, with pages of the app",
    config: standard({ pages: { error: "/oops" }, callbacks: { signIn: () => false } }),
    steps: [
      post("/callback/credentials", login),
      post("/callback/credentials", login, { headers: asJson }),
    ],
  },
  {
    name: "signIn callback throws",
    config: standard({
      callbacks: {
        signIn: () => {
          throw new Error("no");
        },
      },
    }),
    steps: [post("/callback/credentials", login)],
  },
  {
    name: "signIn callback throws an AuthError",
    config: standard(({ library }) => ({
      callbacks: {
        signIn: () => {
          throw codeOf({ library } as Kit, "soon");
        },
      },
    })),
    steps: [post("/callback/credentials", login)],
  },
  {
    name: "jwt callback says null",
    config: standard({ callbacks: { ...plainCallbacks, jwt: () => null } }),
    steps: [signedIn(post("/callback/credentials", login))],
  },
  {
    name: "jwt callback throws",
    config: standard({
      callbacks: {
        jwt: () => {
          throw new Error("no");
        },
      },
    }),
    steps: [post("/callback/credentials", login)],
  },
  {
    name: "sign-in with a large token",
    config: standard({
      callbacks: {
        ...plainCallbacks,
        jwt: ({ token }: { token: object }) => ({ ...token, note: "n".repeat(9000) }),
      },
    }),
    steps: [post("/callback/credentials", login)],
  },
  {
    name: "sign-in with a token that no browser would keep",
    config: standard({
      callbacks: {
        ...plainCallbacks,
        jwt: ({ token }: { token: object }) => ({ ...token, note: "n".repeat(100_000) }),
      },
    }),
    steps: [post("/callback/credentials", login)],
    differs: ["D43"],
  },
  {
    name: "pages.newUser does not concern credentials",
    config: standard({ pages: { newUser: "/welcome" } }),
    steps: [post("/callback/credentials", login)],
  },
];
