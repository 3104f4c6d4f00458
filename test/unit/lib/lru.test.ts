import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLru } from "../../../src/lib/lru.js";

describe("createLru", () => {
  it("forgets what was not used for longest", () => {
    const lru = createLru<string, number>(2);
    lru.set("a", 1);
    lru.set("b", 2);
    expect(lru.get("a")).toBe(1);
    lru.set("c", 3);
    expect(lru.get("b")).toBeUndefined();
    expect(lru.get("a")).toBe(1);
    expect(lru.get("c")).toBe(3);
  });

  it("replaces, and counts the new weight only", () => {
    const lru = createLru<string, string>(10);
    lru.set("a", "old", 8);
    lru.set("a", "new", 3);
    expect([lru.get("a"), lru.weight, lru.size]).toEqual(["new", 3, 1]);
  });

  it("does not keep what is heavier than the whole, nor the old value under its key", () => {
    const lru = createLru<string, number>(10);
    lru.set("a", 1, 4);
    lru.set("b", 2, 4);
    lru.set("a", 3, 11);
    expect([lru.get("a"), lru.get("b"), lru.weight]).toEqual([undefined, 2, 4]);
  });

  it("forgets on request", () => {
    const lru = createLru<string, number>(10);
    lru.set("a", 1, 4);
    lru.delete("a");
    lru.delete("a");
    expect([lru.get("a"), lru.weight, lru.size]).toEqual([undefined, 0, 0]);
  });

  it("behaves as the plain model does, and never outweighs its capacity", () => {
    const key = fc.constantFrom("a", "b", "c", "d", "e");
    const step = fc.oneof(
      fc.record({ set: key, weight: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ get: key }),
      fc.record({ drop: key }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const lru = createLru<string, number>(10);
        // The model: an array, the most recently used last.
        let model: { key: string; value: number; weight: number }[] = [];
        const total = () => model.reduce((sum, { weight }) => sum + weight, 0);
        steps.forEach((one, value) => {
          if ("set" in one) {
            lru.set(one.set, value, one.weight);
            model = model.filter(({ key }) => key !== one.set);
            if (one.weight <= 10) model.push({ key: one.set, value, weight: one.weight });
            while (total() > 10) model.shift();
          } else if ("drop" in one) {
            lru.delete(one.drop);
            model = model.filter(({ key }) => key !== one.drop);
          } else {
            const found = model.find(({ key }) => key === one.get);
            expect(lru.get(one.get)).toBe(found?.value);
            if (found) model = [...model.filter((entry) => entry !== found), found];
          }
          expect([lru.weight, lru.size]).toEqual([total(), model.length]);
        });
      }),
    );
  });
});
