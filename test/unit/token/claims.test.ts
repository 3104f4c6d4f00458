import { describe, expect, it } from "vitest";
import { JWTSessionError } from "../../../src/errors.js";
import { utf8 } from "../../../src/lib/encoding.js";
import {
  judgeNumericDates,
  judgeTimes,
  parseClaims,
  stringifyClaims,
} from "../../../src/token/claims.js";

const now = 1_800_000_000;

describe("judgeTimes (D74, D75)", () => {
  it.each<[Record<string, unknown>, string | null]>([
    [{ exp: now + 1 }, null],
    [{ exp: now - 14 }, null],
    [{ exp: now - 15 }, "expired"],
    [{ exp: now - 16 }, "expired"],
    [{ exp: 0 }, "expired"],
    [{ exp: -1 }, "expired"],
    [{}, "payload"],
    [{ exp: null }, "payload"],
    [{ exp: `${now + 60}` }, "payload"],
    [{ exp: Number.NaN }, "payload"],
    [{ exp: Number.POSITIVE_INFINITY }, "payload"],
    [{ exp: (now + 60) * 1000 }, "payload"],
    [{ exp: [now + 60] }, "payload"],
    [{ exp: now + 60, nbf: now + 15 }, null],
    [{ exp: now + 60, nbf: now + 16 }, "not-yet-valid"],
    [{ exp: now + 60, nbf: "0" }, "payload"],
    [{ exp: now + 60, nbf: null }, "payload"],
    [{ exp: now + 60, iat: now + 300 }, null],
    [{ exp: now + 60, iat: now + 301 }, "not-yet-valid"],
    [{ exp: now + 7200, iat: now + 3600 }, "not-yet-valid"],
    [{ exp: now + 60, iat: `${now}` }, "payload"],
  ])("%j: %j", (claims, verdict) => expect(judgeTimes(claims, now * 1000)).toBe(verdict));

  it("counts whole seconds, and takes another tolerance", () => {
    expect(judgeTimes({ exp: now }, now * 1000 - 1, 0)).toBeNull();
    expect(judgeTimes({ exp: now }, now * 1000, 0)).toBe("expired");
    expect(judgeTimes({ exp: now }, now * 1000 + 59_999, 60)).toBeNull();
  });
});

it("judgeNumericDates wants no exp and takes any iat", () => {
  expect(judgeNumericDates({}, now, 15)).toBeNull();
  expect(judgeNumericDates({ iat: now + 3600 }, now, 15)).toBeNull();
  expect(judgeNumericDates({ exp: now - 15 }, now, 15)).toBe("expired");
});

describe("parseClaims", () => {
  const parse = (text: string) => parseClaims(utf8(text));

  it.each(["", "null", "true", "1", '"text"', "[]", "[{}]", "{", "{}x", "undefined", "{'a':1}"])(
    "%j holds no claims",
    (text) => expect(parse(text)).toBeNull(),
  );

  it("refuses what is no UTF-8", () => {
    const bytes = utf8('{"a":"?"}').map((byte) => (byte === 63 ? 0xff : byte));
    expect(parseClaims(bytes)).toBeNull();
  });

  it("leaves out __proto__ on every level, however it is written (D85)", () => {
    for (const name of ["__proto__", "\\u005f_proto__", "_\\u005Fproto__"]) {
      const claims = parse(`{"a":{"${name}":{"admin":true}},"${name}":{"admin":true},"b":1}`);
      expect(claims).toEqual({ a: {}, b: 1 });
      expect(Object.hasOwn(claims as object, "__proto__")).toBe(false);
      expect(Object.assign({}, claims)).not.toHaveProperty("admin");
    }
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  it("keeps constructor and prototype as the data they are", () => {
    expect(parse('{"constructor":{"prototype":{"x":1}}}')).toEqual({
      constructor: { prototype: { x: 1 } },
    });
  });

  it("refuses deep nesting instead of exhausting the stack", () => {
    const nested = (depth: number) => `{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`;
    expect(parse(nested(255))).not.toBeNull();
    expect(parse(nested(256))).toBeNull();
    expect(parse(nested(100_000))).toBeNull();
  });
});

describe("stringifyClaims", () => {
  it("leaves out what JSON has no word for", () => {
    expect(stringifyClaims({ a: undefined, b: () => 1, c: null })).toBe('{"c":null}');
  });

  it("throws a coded error where parseClaims would refuse", () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    let tooDeep: unknown = 1;
    for (let i = 0; i < 257; i++) tooDeep = { a: tooDeep };
    for (const claims of [circular, { big: 1n }, { deep }, { tooDeep }])
      expect(() => stringifyClaims(claims)).toThrow(JWTSessionError);
  });
});
