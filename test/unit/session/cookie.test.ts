import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SessionStore } from "../../../node_modules/@auth/core/lib/utils/cookie.js";
import { JWTSessionError } from "../../../src/errors.js";
import { parseCookies } from "../../../src/lib/cookie.js";
import {
  clearSessionCookie,
  readSessionCookie,
  writeSessionCookie,
} from "../../../src/session/cookie.js";
import type { Cookie } from "../../../src/types/index.js";
import { forge } from "../token/forge.js";

const name = "__Secure-authjs.session-token";
const option = {
  name,
  options: { httpOnly: true, sameSite: "lax", path: "/", secure: true, domain: "app.test" },
} as const;
const expires = new Date("2030-01-01T00:00:00Z");
const jar = (cookies: Record<string, string>): ReadonlyMap<string, string> =>
  new Map(Object.entries(cookies));
const none = jar({});

/** A token of ours with exactly so many characters. */
function tokenOf(length: number): string {
  for (let padding = Math.floor((length - 260) * 0.75) - 60; ; padding++) {
    for (const enc of ["A256CBC-HS512", "A256GCM"] as const) {
      const token = forge({ enc, payload: { fill: "x".repeat(Math.max(0, padding)) } });
      if (token.length === length) return token;
    }
  }
}
/** Cut the way Auth.js cuts. */
function chunksOf(token: string, size = 3936): Record<string, string> {
  const parts = token.match(new RegExp(`.{1,${size}}`, "g")) ?? [];
  return Object.fromEntries(parts.map((part, index) => [`${name}.${index}`, part]));
}
/** What a browser has after these. */
function applied(before: ReadonlyMap<string, string>, set: readonly Cookie[]) {
  const after = new Map(before);
  for (const cookie of set)
    if (cookie.options.maxAge === 0) after.delete(cookie.name);
    else after.set(cookie.name, cookie.value);
  return after;
}

/** The cookies that go when the value is written anew, or when there is none. */
function removedByWrite(value: string | null, cookies: ReadonlyMap<string, string>): string[] {
  const set = value
    ? writeSessionCookie(value, option, { expires }, cookies)
    : clearSessionCookie(option, cookies);
  return set.filter(({ options }) => options.maxAge === 0).map(({ name }) => name);
}

describe("readSessionCookie", () => {
  const small = tokenOf(700);
  const large = tokenOf(9000);

  it.each([
    ["nothing", {}, null, []],
    ["one cookie", { [name]: small }, small, []],
    ["an opaque value", { [name]: "5b2b0d0e" }, "5b2b0d0e", []],
    ["an empty cookie", { [name]: "" }, null, []],
    ["chunks", chunksOf(large), large, []],
    [
      "chunks in any order",
      Object.fromEntries(Object.entries(chunksOf(large)).reverse()),
      large,
      [],
    ],
    ["chunks as next-auth v4 cut them", chunksOf(large, 3933), large, []],
    [
      "opaque chunks",
      { [`${name}.0`]: "abcd", [`${name}.1`]: "ab" },
      "abcdab",
      [`${name}.0`, `${name}.1`],
    ],
    // C57: the single cookie wins, the chunks go.
    [
      "C57 one cookie and chunks",
      { ...chunksOf(large), [name]: small },
      small,
      [`${name}.0`, `${name}.1`, `${name}.2`],
    ],
    // C54
    [
      "C54 a gap",
      (({ [`${name}.1`]: _, ...rest }) => rest)(chunksOf(large)),
      null,
      [`${name}.0`, `${name}.2`],
    ],
    [
      "C54 no first chunk",
      (({ [`${name}.0`]: _, ...rest }) => rest)(chunksOf(large)),
      null,
      [`${name}.1`, `${name}.2`],
    ],
    [
      "C54 an empty chunk",
      { ...chunksOf(large), [`${name}.1`]: "" },
      null,
      [`${name}.0`, `${name}.2`],
    ],
    [
      "C54 the last chunk missing",
      (({ [`${name}.2`]: _, ...rest }) => rest)(chunksOf(large)),
      null,
      [`${name}.0`, `${name}.1`],
    ],
    [
      "a last chunk cut short",
      { ...chunksOf(large), [`${name}.2`]: "AAAA" },
      null,
      [`${name}.0`, `${name}.1`, `${name}.2`],
    ],
    // C55
    [
      "C55 a stale chunk behind the end",
      { ...chunksOf(large), [`${name}.3`]: "A".repeat(3936) },
      large,
      [`${name}.3`],
    ],
    [
      "C55 a stale short chunk",
      { ...chunksOf(large), [`${name}.3`]: "AAAA" },
      large,
      [`${name}.3`],
    ],
    [
      "C55 a stale chunk behind a gap",
      { ...chunksOf(large), [`${name}.7`]: "AAAA" },
      large,
      [`${name}.7`],
    ],
    // C51, C52, C56: exact names only.
    ["C52 the other prefix", { "authjs.session-token": small }, null, []],
    [
      "C56 hostile indexes",
      Object.fromEntries(
        [
          ".00",
          ".01",
          ".1e1",
          ".-1",
          ".+1",
          ".999999",
          ".16",
          ".__proto__",
          ".",
          ".0.0",
          ". 1",
          ".0x1",
          "-hint",
          "2",
          ".١",
        ].map((suffix) => [`${name}${suffix}`, "AAAA"]),
      ),
      null,
      [],
    ],
    [
      "C56 hostile indexes beside chunks",
      { ...chunksOf(large), [`${name}.03`]: "A", [`${name}.3e0`]: "A" },
      large,
      [],
    ],
  ] as [string, Record<string, string>, string | null, string[]][])(
    "%s",
    (_, cookies, value, stale) => {
      expect(readSessionCookie(jar(cookies), name)).toBe(value);
      expect(removedByWrite(value, jar(cookies)).sort()).toEqual([...stale].sort());
    },
  );

  it("sees where a token ends even if its last chunk is full (C55)", () => {
    const exact = tokenOf(2 * 3936);
    for (const stale of ["A".repeat(3936), "AAAA", exact.slice(3936)]) {
      const cookies = jar({ ...chunksOf(exact), [`${name}.2`]: stale });
      expect(readSessionCookie(cookies, name)).toBe(exact);
      expect(removedByWrite(exact, cookies)).toEqual([`${name}.2`]);
    }
  });

  it("joins chunks of a token it does not know: a JWS, or an encryption of the app's own", () => {
    const jws = `${"a".repeat(4000)}.${"b".repeat(4000)}.c`;
    const foreign = forge({
      header: (usual) => ({ ...usual, enc: "A128CBC-HS256" }),
      payload: "x".repeat(5000),
    });
    for (const token of [jws, foreign])
      expect(readSessionCookie(jar(chunksOf(token)), name)).toBe(token);
  });

  it("reads at most 16 chunks", () => {
    const cookies = jar(chunksOf("a".repeat(20 * 3936)));
    expect(readSessionCookie(cookies, name)).toHaveLength(16 * 3936);
  });

  it("takes the first of two cookies of one name (C51)", () => {
    expect(readSessionCookie(parseCookies(`${name}=first; ${name}=second`), name)).toBe("first");
  });

  it("is not fooled by the names of a prototype (C62)", () => {
    const cookies = parseCookies("__proto__=1; constructor=2; __proto__.0=3");
    expect(readSessionCookie(cookies, name)).toBeNull();
    expect(readSessionCookie(cookies, "__proto__")).toBe("1");
  });

  it.each(["%", "%zz", '"', "é", "%ED%A0%80", "%3B%20a%3Db", "%00"])(
    "gives what is there for the value %s, without throwing (C61)",
    (value) => {
      expect(readSessionCookie(parseCookies(`${name}=${value}`), name)).not.toBeNull();
      expect(readSessionCookie(parseCookies(`${name}.0=${value}`), name)).not.toBeNull();
    },
  );
});

describe("writeSessionCookie", () => {
  it("writes one cookie with the configured attributes", () => {
    expect(writeSessionCookie("token", option, { expires }, none)).toEqual([
      { name, value: "token", options: { ...option.options, expires } },
    ]);
  });

  it.each([3936, 3937, 7872, 7873, 62_976])("writes and reads back %i characters", (length) => {
    const token = length < 10_000 ? tokenOf(length) : "a".repeat(length);
    const set = writeSessionCookie(token, option, { expires }, none);
    expect(set).toHaveLength(Math.ceil(length / 3936));
    expect(set.every(({ value }) => value.length <= 3936)).toBe(true);
    expect(readSessionCookie(applied(none, set), name)).toBe(token);
  });

  it("throws a coded error for what does not fit, and keeps the token out of it (C64)", () => {
    const write = () => writeSessionCookie("s".repeat(62_977), option, { expires }, none);
    expect(write).toThrow(JWTSessionError);
    expect(write).toThrow(/62977 characters/);
    expect(write).not.toThrow(/sss/);
  });

  it("writes, clears and orders as the published SessionStore does", () => {
    const lengths = fc.constantFrom(0, 700, 3936, 3937, 9000, 12_000);
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 15_000 }), (before, after) => {
        const had = applied(
          none,
          before ? writeSessionCookie("a".repeat(before), option, { expires }, none) : [],
        );
        const value = "b".repeat(after);
        const logger = { debug() {}, warn() {}, error() {} };
        const store = new SessionStore(option, Object.fromEntries(had), logger as never);
        expect(clearSessionCookie(option, had)).toEqual(store.clean());
        const again = new SessionStore(option, Object.fromEntries(had), logger as never);
        expect(writeSessionCookie(value, option, { expires }, had)).toEqual(
          again.chunk(value, { expires }),
        );
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    [4, 1],
    [1, 4],
    [4, 2],
    [0, 3],
    [3, 3],
  ])("leaves nothing of %i chunks behind when there are %i (C59)", (before, after) => {
    const had = applied(
      none,
      before ? writeSessionCookie("a".repeat(before * 3936), option, { expires }, none) : [],
    );
    const token = "b".repeat(after * 3936);
    const has = applied(had, writeSessionCookie(token, option, { expires }, had));
    expect(readSessionCookie(has, name)).toBe(token);
    expect(has.size).toBe(after);
  });
});

describe("clearSessionCookie", () => {
  it("expires the cookie and seven chunks with the attributes they were set with (C59)", () => {
    const cookies = new Map([
      ...jar(chunksOf("a".repeat(7 * 3936))),
      [name, "token"],
      ["other", "1"],
      [`${name}-hint`, "1"],
    ]);
    const cleared = clearSessionCookie(option, cookies);
    expect(cleared.map((one) => one.name).sort()).toEqual(
      [name, ...Array.from({ length: 7 }, (_, i) => `${name}.${i}`)].sort(),
    );
    for (const one of cleared)
      expect(one).toMatchObject({ value: "", options: { ...option.options, maxAge: 0 } });
  });

  it("has nothing to do where nothing is", () => {
    expect(clearSessionCookie(option, none)).toEqual([]);
  });
});
