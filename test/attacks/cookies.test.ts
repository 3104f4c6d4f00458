import { describe, expect, test } from "vitest";
import type { AuthConfig } from "../../src/index.js";
import {
  app,
  check,
  claimsOf,
  csrf,
  csrfToken,
  forge,
  send,
  sessionCookie,
  whoIs,
} from "./world.js";

const mallory = { user: { name: "Mallory" } };
const big = () => forge({ claims: claimsOf({ note: "n".repeat(9000) }) });

/** Cookies as Auth.js cuts them. */
function chunks(token: string): string[] {
  return token.match(/.{1,3936}/gs) ?? [];
}

const named = (parts: readonly string[]) =>
  Object.fromEntries(parts.map((part, index) => [`${sessionCookie}.${index}`, part]));

const removedBy = (lines: readonly string[]) =>
  lines.filter((line) => line.includes("Max-Age=0")).map((line) => line.split("=")[0]);

describe("C sessions that others planted", () => {
  test("C47 a sign-in does not keep the cookie that was there", async () => {
    const planted = forge();
    const answer = await send(
      {
        path: "/callback/credentials",
        form: { csrfToken, password: "right" },
        cookies: { ...csrf.cookies, [sessionCookie]: planted },
      },
      app(),
      { maySignIn: true },
    );
    const issued = answer.cookies.find((line) => line.startsWith(`${sessionCookie}=`)) ?? "";
    expect(issued).not.toContain(planted);
    const token = issued.slice(sessionCookie.length + 1, issued.indexOf(";"));
    expect(await whoIs({ [sessionCookie]: token })).toMatchObject({ user: { name: "Alice" } });
  });
  test("C50 a sign-in in chunks leaves nothing of the one before", async () => {
    const answer = await send(
      {
        path: "/callback/credentials",
        form: { csrfToken, password: "right" },
        cookies: { ...csrf.cookies, ...named(chunks(big())) },
      },
      app(),
      { maySignIn: true },
    );
    expect(removedBy(answer.cookies).sort()).toEqual(
      [0, 1, 2, 3].map((n) => `${sessionCookie}.${n}`),
    );
  });
  test("C51 of two cookies with one name the first counts, good or not", async () => {
    const good = forge();
    const read = async (cookie: string) =>
      JSON.parse(
        (await send({ path: "/session", headers: { cookie } }, app(), { maySignIn: true })).text,
      );
    expect(await read(`${sessionCookie}=${good}; ${sessionCookie}=junk`)).toMatchObject(mallory);
    expect(await read(`${sessionCookie}=junk; ${sessionCookie}=${good}`)).toBeNull();
  });
  test("C52 an unprefixed cookie is not read on https", async () => {
    const plain = "authjs.session-token";
    const token = forge({ salt: plain });
    expect(await whoIs({ [plain]: token })).toBeNull();
    expect(await whoIs({ [plain]: token, [sessionCookie]: forge() })).toMatchObject(mallory);
    expect(await whoIs({ [sessionCookie]: token })).toBeNull();
  });
});

describe("C chunks", () => {
  test("C54 one is missing", async () => {
    const parts = named(chunks(big()));
    delete parts[`${sessionCookie}.1`];
    const answer = await send({ path: "/session", cookies: parts });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe("null");
    expect(removedBy(answer.cookies).sort()).toEqual(Object.keys(parts).sort());
  });
  test("C55 a stale one at the end is not joined", async () => {
    const parts = chunks(big());
    const stale = { ...named(parts), [`${sessionCookie}.${parts.length}`]: "stale" };
    expect(await whoIs(stale)).toMatchObject(mallory);
    const full = { ...named(parts), [`${sessionCookie}.${parts.length}`]: "s".repeat(3936) };
    expect(await whoIs(full)).toMatchObject(mallory);
  });
  for (const index of [
    "00",
    "1e1",
    "-1",
    "999999",
    "__proto__",
    "+1",
    " 1",
    "0x1",
    "16",
    "1.0",
    "١",
  ])
    test(`C56 an index of ${index} is none`, async () => {
      const cookie = `${sessionCookie}=${forge()}; ${encodeURI(`${sessionCookie}.${index}`)}=x`;
      const { text } = await send({ path: "/session", headers: { cookie } }, app(), {
        maySignIn: true,
      });
      expect(JSON.parse(text)).toMatchObject(mallory);
    });
  test("C57 the single cookie wins over chunks", async () => {
    const cookies = { [sessionCookie]: forge(), ...named(["a", "b"]) };
    expect(await whoIs(cookies)).toMatchObject(mallory);
    expect(await whoIs({ [sessionCookie]: "junk", ...named(chunks(big())) })).toBeNull();
  });
  test("C59 a session that shrinks, and one that ends, leaves no chunk", async () => {
    const cookies = { ...csrf.cookies, ...named(chunks(big())) };
    const shrinking = app({ callbacks: { jwt: ({ token }) => ({ ...token, note: undefined }) } });
    const shrunk = await send({ path: "/session", cookies }, shrinking, { maySignIn: true });
    expect(removedBy(shrunk.cookies)).toHaveLength(4);
    const seven = { ...csrf.cookies, ...named(Array.from({ length: 7 }, () => "x".repeat(3936))) };
    const out = await send({ path: "/signout", form: { csrfToken }, cookies: seven });
    expect(removedBy(out.cookies)).toHaveLength(7);
    for (const line of out.cookies) expect(line).toMatch(/; Path=\/.*; Secure/);
  });
  test("C64 a session that no browser would keep is refused when it is written", async () => {
    const errors: Error[] = [];
    const config = app({
      callbacks: { jwt: ({ token }) => ({ ...token, picture: `data:${"x".repeat(100_000)}` }) },
      logger: { error: (error: Error) => errors.push(error) } as never,
    });
    const form = { csrfToken, password: "right" };
    const answer = await send({ path: "/callback/credentials", form, ...csrf }, config);
    expect(answer.location).toContain("error=");
    expect(errors.map((error) => error.message).join()).toMatch(/long/);
  });
});

describe("C cookie headers", () => {
  test("C60 200 cookies, and names of 4 KiB", async () => {
    const many = Array.from({ length: 200 }, (_, n) => `c${n}=${"v".repeat(60)}`).join("; ");
    const long = `${"n".repeat(4096)}=1`;
    for (const cookie of [many, long, `${many}; ${long}`, ";".repeat(16_384), "=".repeat(16_384)]) {
      const before = performance.now();
      const { text } = await send({ path: "/session", headers: { cookie } });
      expect(performance.now() - before).toBeLessThan(100);
      expect(text).toBe("null");
    }
  });
  const values = [
    "%",
    "%zz",
    '"',
    '"x"',
    "%E0%A4%A",
    "%3B%20a%3Db",
    "%ED%A0%80",
    "%00",
    "é",
    "a b",
    "\\",
    "%25zz",
  ];
  for (const value of values)
    test(`C61 a value of ${value}`, async () => {
      const cookie = `${sessionCookie}=${value}; __Host-authjs.csrf-token=${value}; ${sessionCookie}.0=${value}`;
      const header = Buffer.from(cookie).toString("latin1");
      const { text, status } = await send({ path: "/session", headers: { cookie: header } });
      expect([status, text]).toEqual([200, "null"]);
      const posted = await send({
        path: "/signout",
        form: { csrfToken: value },
        headers: { cookie: header },
      });
      expect(posted.location).toContain("MissingCSRF");
    });
  test("C62 names of Object's prototype", async () => {
    const cookie = "__proto__=1; constructor=2; toString=3; hasOwnProperty=4; __proto__.admin=true";
    const { text } = await send({ path: "/session", headers: { cookie } });
    expect(text).toBe("null");
  });
});

describe("C65, C66 cookies that no browser or header takes", () => {
  const refused: Record<string, AuthConfig["cookies"]> = {
    "a name with a line break": { sessionToken: { name: "a\r\nset-cookie: x" } },
    "a name with a semicolon": { sessionToken: { name: "a;b" } },
    "an empty name": { sessionToken: { name: "" } },
    "a domain with a line break": { sessionToken: { options: { domain: "app.test\r\nx: y" } } },
    "a path with a semicolon": { csrfToken: { options: { path: "/; Domain=evil.test" } } },
    "a domain for a __Host- cookie": { csrfToken: { options: { domain: ".app.test" } } },
    "a path for a __Host- cookie": { csrfToken: { options: { path: "/app" } } },
  };
  for (const [name, cookies] of Object.entries(refused))
    test(name, async () => {
      await expect(
        send({ path: "/session" }, app({ cookies: cookies as never })),
      ).rejects.toMatchObject({
        type: "InvalidConfig",
      });
    });
  test("a provider's id with a line break", async () => {
    const providers = [{ id: "a\r\nb", name: "x", type: "credentials", authorize: () => null }];
    await expect(
      send({ path: "/session" }, app({ providers: providers as never })),
    ).rejects.toMatchObject({
      type: "InvalidConfig",
    });
  });
  test("the invariants themselves can fail", () => {
    const bad = new Response(null, { status: 302, headers: { location: "https://evil.test" } });
    expect(() => check(bad, "", {})).toThrow();
  });
});
