import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  fromBase64url,
  isBase64url,
  randomHex,
  sha256Hex,
  timingSafeEqual,
  toBase64url,
  toHex,
  utf8,
} from "../../../src/lib/encoding.js";

afterEach(() => vi.unstubAllGlobals());

describe("base64url", () => {
  it("writes what Node writes, and reads it back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = toBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString("base64url"));
        expect(fromBase64url(text)).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it("accepts one text for each value: whatever is accepted is written the same again", () => {
    const alphabet = fc.constantFrom(..."ABCDEFQgwIMUYcko048_-+/=. \n");
    fc.assert(
      fc.property(fc.string({ unit: alphabet, maxLength: 9 }), (text) => {
        const bytes = fromBase64url(text);
        expect(bytes === null).toBe(!isBase64url(text));
        if (bytes) expect(toBase64url(bytes)).toBe(text);
        else expect(Buffer.from(text, "base64url").toString("base64url")).not.toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(["A", "AB", "AAB", "AA==", "AA=", " AA", "AA\n", "A+A/", "AÁ", "AAAAA"])(
    "refuses %j",
    (text) => expect(fromBase64url(text)).toBeNull(),
  );
});

it("writes hexadecimal with leading zeroes", () => {
  expect(toHex(Uint8Array.of(0, 1, 15, 16, 255))).toBe("00010f10ff");
});

it("gives random hexadecimal of twice the length, never the same", () => {
  expect(randomHex(32)).toMatch(/^[0-9a-f]{64}$/);
  expect(randomHex(32)).not.toBe(randomHex(32));
});

describe("sha256Hex", () => {
  const expected = createHash("sha256").update("pässword|é").digest("hex");

  it("answers at once on Node", () => expect(sha256Hex("pässword|é")).toBe(expected));

  it("answers the same through WebCrypto", async () => {
    vi.stubGlobal("EdgeRuntime", "edge-runtime");
    const answer = sha256Hex("pässword|é");
    expect(answer).toBeInstanceOf(Promise);
    expect(await answer).toBe(expected);
  });
});

describe("timingSafeEqual", () => {
  it("is equality", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "é", "\u0000"), maxLength: 4 });
    fc.assert(fc.property(text, text, (a, b) => timingSafeEqual(a, b) === (a === b)));
  });

  it.each([
    ["", "", true],
    ["a", "", false],
    ["ab", "ab", true],
    ["ab", "ac", false],
    ["bb", "ab", false],
  ])("%j, %j: %s", (a, b, equal) => {
    expect(timingSafeEqual(a, b)).toBe(equal);
  });
});

it("encodes UTF-8", () => expect(utf8("é€")).toEqual(Uint8Array.of(195, 169, 226, 130, 172)));
