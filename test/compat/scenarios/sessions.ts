import type { Scenario, Step } from "../harness/scenario.js";
import { foreignSecret, oldSecret, secret } from "../harness/world.js";
import {
  alice,
  chunked,
  csrfCookie,
  csrfToken,
  csrfValue,
  due,
  mint,
  plain,
  plainCallbacks,
  secure,
  signedIn,
  standard,
} from "./kit.js";

const read = { path: "/session", cookies: csrfCookie };
const big = { ...alice, note: "n".repeat(9000) };

const withCookies = (cookies: Record<string, string>): Step => ({
  ...read,
  cookies: { ...csrfCookie, ...cookies },
});

const bad = (name: string, value: string | (() => Promise<string>)): Scenario => ({
  name: `a session cookie that is ${name}`,
  steps: [
    async () => ({
      ...read,
      cookies: {
        ...csrfCookie,
        [secure.session]: typeof value === "string" ? value : await value(),
      },
    }),
  ],
});

const spliced = async () => {
  const [one, other] = await Promise.all([mint(), mint({ ...alice, sub: "2" })]);
  const parts = one.split(".");
  parts[3] = other.split(".")[3] ?? "";
  return parts.join(".");
};

const jweOf = (header: object) => {
  const part = (text: string) => Buffer.from(text).toString("base64url");
  return `${part(JSON.stringify(header))}..${part("i".repeat(16))}.${part("c".repeat(64))}.${part("t".repeat(32))}`;
};

const update = (body: unknown, more: object = {}): Step =>
  signedIn({ path: "/session", cookies: csrfCookie, json: body, ...more }, alice, { age: due });

/** A CSRF cookie that both accept where there are two secrets. */
const joined = { [secure.csrf]: csrfValue(`${secret},${oldSecret}`) };

export const sessions: Scenario[] = [
  { name: "a session that is due", steps: [signedIn(read, alice, { age: due })] },
  { name: "a session that is not due", steps: [signedIn(read)], differs: ["D1"] },
  {
    name: "a session that is not due, an hour old",
    steps: [signedIn(read, alice, { age: 3600 })],
    differs: ["D1"],
  },
  {
    name: "a session read again and again",
    steps: [signedIn(read, alice, { age: due }), { path: "/session", after: 60 }],
    differs: ["D1"],
  },
  {
    name: "a short session keeps sliding",
    config: standard({ session: { maxAge: 900 } }),
    steps: [signedIn(read, alice, { age: 60, maxAge: 900 })],
  },
  {
    name: "a session with updateAge 0",
    config: standard({ session: { updateAge: 0 } }),
    steps: [signedIn(read)],
  },
  {
    name: "a session on http",
    steps: [
      signedIn({ path: "http://app.test/api/auth/session" }, alice, {
        age: due,
        as: plain.session,
      }),
    ],
  },
  { name: "a session with an empty token", steps: [signedIn(read, {}, { age: due })] },
  {
    name: "a session with claims of the app",
    steps: [
      signedIn(read, { ...alice, role: "admin", nested: { a: [1, null, "x"] } }, { age: due }),
    ],
  },
  { name: "a session in chunks", steps: [signedIn(read, big, { age: due })] },
  {
    name: "a session in chunks that is not due",
    steps: [signedIn(read, big)],
    differs: ["D1"],
  },
  {
    name: "a session in chunks that comes in another order",
    steps: [
      async () => {
        const entries = Object.entries(chunked(secure.session, await mint(big, { age: due })));
        return withCookies(Object.fromEntries(entries.reverse())) as never;
      },
    ],
  },
  {
    name: "a session that shrinks from chunks to one cookie",
    config: standard({
      callbacks: {
        ...plainCallbacks,
        jwt: ({ token }: { token: { note?: string } }) => ({ ...token, note: undefined }),
      },
    }),
    steps: [signedIn(read, big, { age: due })],
  },
  {
    name: "a session that grows from one cookie to chunks",
    config: standard({
      callbacks: {
        ...plainCallbacks,
        jwt: ({ token }: { token: object }) => ({ ...token, note: "n".repeat(9000) }),
      },
    }),
    steps: [signedIn(read, alice, { age: due })],
  },
  {
    name: "a session that is missing a chunk",
    differs: ["D31"],
    steps: [
      async () => {
        const { [`${secure.session}.1`]: _, ...rest } = chunked(secure.session, await mint(big));
        return withCookies(rest) as never;
      },
    ],
  },
  bad("no token at all", "hello"),
  bad("a number", "42"),
  bad("four dots", "...."),
  bad("cut", async () => (await mint()).slice(0, -5)),
  bad("spliced from two", spliced),
  bad("expired", () => mint(alice, { maxAge: 10, age: 60 })),
  bad("sealed with another secret", () => mint(alice, { under: foreignSecret })),
  bad("sealed for another cookie", () => mint(alice, { as: secure.state })),
  bad("of an unsupported enc", jweOf({ alg: "dir", enc: "A128GCM" })),
  bad("of an unsupported alg", jweOf({ alg: "RSA-OAEP", enc: "A256GCM" })),
  bad("compressed", jweOf({ alg: "dir", enc: "A256CBC-HS512", zip: "DEF" })),
  bad("of an unknown kid", jweOf({ alg: "dir", enc: "A256CBC-HS512", kid: "unknown" })),
  bad("unsigned", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."),
  {
    name: "a session cookie with broken percent-encoding",
    steps: [{ path: "/session", headers: { cookie: `${secure.session}=%zz%` } }],
  },
  {
    name: "an empty session cookie",
    steps: [{ path: "/session", headers: { cookie: `${secure.session}=` } }],
  },
  {
    name: "the unprefixed cookie on https",
    steps: [
      async () =>
        withCookies({ [plain.session]: await mint(alice, { as: plain.session }) }) as never,
    ],
  },
  {
    name: "the prefixed cookie on http",
    steps: [
      async () => ({
        path: "http://app.test/api/auth/session",
        cookies: { [secure.session]: await mint() },
      }),
    ],
  },
  {
    name: "secrets: sealed with the second",
    config: standard({ secret: [secret, oldSecret] }),
    steps: [signedIn({ path: "/session", cookies: joined }, alice, { under: oldSecret, age: due })],
  },
  {
    name: "secrets: sealed with the first",
    config: standard({ secret: [secret, oldSecret] }),
    steps: [signedIn({ path: "/session", cookies: joined }, alice, { age: due })],
  },
  {
    name: "secrets: a secret of the jwt option",
    config: standard({ jwt: { secret: oldSecret } }),
    steps: [signedIn(read, alice, { under: oldSecret, age: due })],
  },
  {
    name: "a session with maxAge of an hour",
    config: standard({ session: { maxAge: 3600 } }),
    steps: [signedIn(read, alice, { maxAge: 3600, age: 1800 })],
  },
  {
    name: "jwt.maxAge of its own",
    config: standard({ jwt: { maxAge: 600 } }),
    steps: [signedIn(read, alice, { maxAge: 600, age: 300 })],
  },
  {
    name: "encode and decode of the app",
    config: standard(({ recorder }) => ({
      jwt: recorder.wrap("jwt", {
        encode: async ({ token }: { token: { name: string } }) =>
          `mine.${Buffer.from(JSON.stringify({ name: token.name })).toString("hex")}`,
        decode: async ({ token }: { token: string }) =>
          JSON.parse(Buffer.from(token.slice(5), "hex").toString()),
      }),
    })),
    steps: [
      withCookies({
        [secure.session]: `mine.${Buffer.from(JSON.stringify({ ...alice, role: "x" })).toString("hex")}`,
      }),
    ],
  },
  {
    name: "decode of the app that returns null",
    config: standard({ jwt: { decode: async () => null } }),
    steps: [withCookies({ [secure.session]: "mine.x" })],
  },
  {
    name: "decode of the app that throws",
    config: standard({
      jwt: {
        decode: async () => {
          throw new Error("no");
        },
      },
    }),
    steps: [withCookies({ [secure.session]: "mine.x" })],
  },
  {
    name: "update without a CSRF token",
    steps: [signedIn({ path: "/session", json: { data: {} } })],
  },
  {
    name: "update with a CSRF token",
    steps: [update({ csrfToken, data: { user: { name: "Al" } } })],
  },
  { name: "update without data", steps: [update({ csrfToken })] },
  {
    name: "update when nobody is signed in",
    steps: [{ path: "/session", cookies: csrfCookie, json: { csrfToken, data: { a: 1 } } }],
  },
  {
    name: "update with a foreign CSRF token",
    steps: [update({ csrfToken: "d6".repeat(32), data: {} })],
  },
  {
    name: "update as a form",
    steps: [
      signedIn({ path: "/session", cookies: csrfCookie, form: { csrfToken, data: "x" } }, alice, {
        age: due,
      }),
    ],
  },
  {
    name: "update that the jwt callback takes over",
    config: standard({
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
    }),
    steps: [
      update({ csrfToken, data: { name: "Alicia" } }),
      { path: "/session", cookies: csrfCookie },
    ],
    differs: ["D1"],
  },
];
