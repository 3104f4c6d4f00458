import { describe, expect, test } from "vitest";
import { merge } from "../../../src/providers/merge.js";

describe("merging options", () => {
  test("goes into objects, replaces lists, skips what is undefined", () => {
    const defaults = { a: { b: 1, c: 2 }, list: [1, 2], kept: 1, gone: 1 };
    expect(merge(defaults, { a: { c: 3 }, list: [9], kept: undefined, gone: null })).toEqual({
      a: { b: 1, c: 3 },
      list: [9],
      kept: 1,
      gone: null,
    });
  });

  test("shares no object with the options that a later merge could change", () => {
    const options = { a: { b: 1 } };
    const merged = merge({}, options);
    expect(merged.a).toEqual(options.a);
    expect(merged.a).not.toBe(options.a);
  });

  test("carries symbols", () => {
    const key = Symbol("key");
    expect(merge({ [key]: 1 }, { [key]: 2 })[key]).toBe(2);
    expect(merge({}, { [key]: 2 })[key]).toBe(2);
  });

  test("keeps an endpoint's address when only parameters are added", () => {
    const merged = merge(
      { token: "https://x.test", other: "text" },
      { token: { params: {} }, other: { a: 1 } },
    );
    expect(merged).toEqual({ token: { url: "https://x.test", params: {} }, other: { a: 1 } });
  });

  test("cannot set a prototype", () => {
    for (const text of ['{"__proto__":{"polluted":1}}', '{"a":{"__proto__":{"polluted":1}}}']) {
      const merged = merge({ a: {} }, JSON.parse(text));
      expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
      expect(Object.getPrototypeOf(merged.a)).toBe(Object.prototype);
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
