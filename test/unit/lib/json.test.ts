import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cloneJson, equalJson } from "../../../src/lib/json.js";

/** `__proto__` has a test of its own. */
const json = fc.jsonValue().filter((value) => !JSON.stringify(value).includes("__proto__"));

describe("cloneJson", () => {
  it("shares nothing with the original", () => {
    fc.assert(
      fc.property(json, (value) => {
        const copy = cloneJson(value);
        expect(copy).toEqual(value);
        if (typeof value === "object" && value !== null) expect(copy).not.toBe(value);
      }),
    );
    const original = { a: { b: [1, { c: 2 }] } };
    const copy = cloneJson(original);
    (copy.a.b[1] as { c: number }).c = 3;
    expect(original.a.b[1]).toEqual({ c: 2 });
  });

  it("leaves __proto__ out", () => {
    const copy = cloneJson(JSON.parse('{"__proto__":{"admin":true},"a":1}'));
    expect(copy).toEqual({ a: 1 });
    expect((copy as { admin?: boolean }).admin).toBeUndefined();
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  });
});

describe("equalJson", () => {
  it("agrees with JSON.stringify on copies and changes", () => {
    fc.assert(fc.property(json, (value) => equalJson(value, cloneJson(value))));
    fc.assert(
      fc.property(json, json, (one, other) => {
        const [left, right] = [JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other))];
        if (JSON.stringify(left) === JSON.stringify(right))
          expect(equalJson(left, right)).toBe(true);
        if (equalJson(left, right)) expect(left).toEqual(right);
      }),
    );
  });

  it.each([
    [{ a: undefined }, {}, true],
    [{}, { a: undefined }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [[1], { 0: 1 }, false],
    [null, {}, false],
    [new Date(1), new Date(1), true],
    [new Date(1), new Date(2), false],
    [{ a: Number.NaN }, { a: Number.NaN }, true],
  ])("%j and %j: %s", (one, other, same) => expect(equalJson(one, other)).toBe(same));
});
