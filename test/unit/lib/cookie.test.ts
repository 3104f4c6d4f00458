import fc from "fast-check";
import { describe, expect, it } from "vitest";
// The published implementation, for comparison.
import * as published from "../../../node_modules/@auth/core/lib/vendored/cookie.js";
import { parseCookies, type SetCookie, serializeCookie } from "../../../src/lib/cookie.js";

describe("parseCookies", () => {
  it.each<[string | null | undefined, [string, string][]]>([
    [null, []],
    [undefined, []],
    ["", []],
    ["a", []],
    [
      "a=1; b=2",
      [
        ["a", "1"],
        ["b", "2"],
      ],
    ],
    [
      "a=1;b=2;;",
      [
        ["a", "1"],
        ["b", "2"],
      ],
    ],
    ["  a \t=\t 1 ", [["a", "1"]]],
    ["a=b=c==", [["a", "b=c=="]]],
    ["flag; a=1", [["a", "1"]]],
    ["=1; a=1", [["a", "1"]]],
    ["a=", [["a", ""]]],
    ['a="1"', [["a", '"1"']]],
    ["a=%20%C3%A9", [["a", " é"]]],
    ["a=%", [["a", "%"]]],
    [
      "a=%zz; b=%C3",
      [
        ["a", "%zz"],
        ["b", "%C3"],
      ],
    ],
    ["a=%ED%A0%80", [["a", "%ED%A0%80"]]],
    ["a=1%3B%20b%3D2", [["a", "1; b=2"]]],
    ["a=first; a=second", [["a", "first"]]],
  ])("%j", (header, expected) => expect([...parseCookies(header)]).toEqual(expected));

  it("takes __proto__, constructor and toString for names like any others (C62)", () => {
    const cookies = parseCookies("__proto__=1; constructor=2; toString=3; hasOwnProperty=4");
    expect([...cookies.keys()]).toEqual(["__proto__", "constructor", "toString", "hasOwnProperty"]);
    expect(parseCookies("a=1").get("constructor")).toBeUndefined();
    expect(({} as Record<string, unknown>)["1"]).toBeUndefined();
  });

  it("reads any header without throwing, as the published parser does", () => {
    const unit = fc.constantFrom(...'ab=; \t%20"é\u0000,=;');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (header) => {
        const { "": _, ...expected } = published.parse(header);
        expect(Object.fromEntries(parseCookies(header))).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it("takes linear time on hostile headers (C60)", () => {
    for (const unit of [";", "=", "a=1;", "a;", "%", "a=%;", " ", "\t=", "==;"]) {
      const header = unit.repeat(1_000_000 / unit.length);
      const start = performance.now();
      parseCookies(header);
      // Sixty times the largest header Node takes: quadratic time would be minutes.
      expect(performance.now() - start, JSON.stringify(unit)).toBeLessThan(2000);
    }
  });

  it("reads 200 cookies and a name of 4 KiB", () => {
    const header = Array.from({ length: 200 }, (_, i) => `c${i}=${i}`).join("; ");
    const cookies = parseCookies(`${header}; ${"n".repeat(4096)}=long`);
    expect(cookies.size).toBe(201);
    expect(cookies.get("c199")).toBe("199");
    expect(cookies.get("n".repeat(4096))).toBe("long");
  });
});

describe("serializeCookie", () => {
  const write = (cookie: SetCookie) =>
    published.serialize(cookie.name, cookie.value, cookie.options as never);

  it.each<SetCookie>([
    { name: "a", value: "1", options: {} },
    { name: "a", value: "", options: { maxAge: 0, path: "/" } },
    {
      name: "__Host-a.b",
      value: 'é ;,"=%',
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: true },
    },
    {
      name: "a",
      value: "1",
      options: { expires: new Date("2030-01-02T03:04:05Z"), domain: ".app.test" },
    },
    {
      name: "a",
      value: "1",
      options: { sameSite: true, partitioned: true, priority: "high", maxAge: -1 },
    },
    {
      name: "a",
      value: "1",
      options: { sameSite: "none", secure: false, httpOnly: false, domain: "", path: "" },
    },
    {
      name: "a",
      value: "a+b",
      options: {
        encode: (value) => `"${value}"`,
        sameSite: "strict",
        maxAge: 900,
        path: "/x y",
        priority: "low",
      },
    },
  ])("writes what the published one writes: %o", (cookie) =>
    expect(serializeCookie(cookie)).toBe(write(cookie)),
  );

  const raw = (value: string) => ({ encode: () => value });
  it.each<[string, SetCookie]>([
    ["an empty name", { name: "", value: "", options: {} }],
    ["a name with a space", { name: "a b", value: "", options: {} }],
    ["a name with CRLF", { name: "a\r\nX: 1", value: "", options: {} }],
    ["a name with a newline at its end", { name: "a\n", value: "", options: {} }],
    ["a raw value with a semicolon", { name: "a", value: "", options: raw("1; Domain=evil.test") }],
    ["a raw value with CRLF", { name: "a", value: "", options: raw("1\r\nX: 1") }],
    ["a raw value with half a quote", { name: "a", value: "", options: raw('"1') }],
    ["a domain with a semicolon", { name: "a", value: "", options: { domain: "a.test; Secure" } }],
    ["a domain with CRLF", { name: "a", value: "", options: { domain: "a.test\r\nX: 1" } }],
    ["a domain with an empty label", { name: "a", value: "", options: { domain: "a..test" } }],
    ["a path with a semicolon", { name: "a", value: "", options: { path: "/; Secure" } }],
    ["a path with CRLF", { name: "a", value: "", options: { path: "/\r\nX: 1" } }],
    ["an invalid date", { name: "a", value: "", options: { expires: new Date(Number.NaN) } }],
    ["no date", { name: "a", value: "", options: { expires: "tomorrow" as never } }],
    ["half a second", { name: "a", value: "", options: { maxAge: 0.5 } }],
    ["no number", { name: "a", value: "", options: { maxAge: Number.NaN } }],
    [
      "an unknown SameSite",
      { name: "a", value: "", options: { sameSite: "constructor" as never } },
    ],
    ["an unknown priority", { name: "a", value: "", options: { priority: "lax" as never } }],
  ])("refuses %s", (_, cookie) => expect(() => serializeCookie(cookie)).toThrow(TypeError));

  it("keeps the value out of the error", () => {
    const cookie = {
      name: "a",
      value: "secret",
      options: { encode: (value: string) => `${value};` },
    };
    expect(() => serializeCookie(cookie)).toThrow(/^Invalid cookie value: "a"$/);
  });
});
