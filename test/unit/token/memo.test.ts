import { describe, expect, it } from "vitest";
import type { Unsealed } from "../../../src/token/codec.js";
import { createMemo } from "../../../src/token/memo.js";

const scope = { salt: "session", secrets: ["a", "b"] } as const;
const unsealed = (sub: string): Unsealed => ({
  claims: { sub },
  enc: "A256CBC-HS512",
  secretIndex: 0,
});

describe("createMemo", () => {
  it("gives back what a token opened to", () => {
    const memo = createMemo<Unsealed>(100_000);
    const opened = unsealed("1");
    memo.set("token", scope, opened);
    expect(memo.get("token", scope)).toBe(opened);
    expect(memo.get("token", { salt: "session", secrets: ["a", "b"] })).toBe(opened);
    expect(memo.get("other", scope)).toBeUndefined();
  });

  it("tells a token from another with the same end", () => {
    const memo = createMemo<Unsealed>(100_000);
    memo.set("1".padStart(500, "x"), scope, unsealed("1"));
    expect(memo.get("1".padStart(500, "y"), scope)).toBeUndefined();
  });

  it.each([
    { salt: "other", secrets: scope.secrets },
    { salt: scope.salt, secrets: ["a"] as const },
    { salt: scope.salt, secrets: ["a", "b", "c"] as const },
    { salt: scope.salt, secrets: ["b", "a"] as const },
  ])("knows nothing of it under %j", (other) => {
    const memo = createMemo<Unsealed>(100_000);
    memo.set("token", scope, unsealed("1"));
    expect(memo.get("token", other)).toBeUndefined();
  });

  it("stays within its bytes, forgetting the oldest, and never holds what alone is larger", () => {
    const memo = createMemo<Unsealed>(20_000);
    for (let i = 0; i < 1000; i++) {
      memo.set(`${i}`.padStart(500, "x"), scope, unsealed(`${i}`));
      expect(memo.bytes).toBeLessThanOrEqual(20_000);
    }
    expect(memo.get("0".padStart(500, "x"), scope)).toBeUndefined();
    expect(memo.get("999".padStart(500, "x"), scope)?.claims.sub).toBe("999");
    memo.set("x".repeat(20_000), scope, unsealed("large"));
    expect(memo.get("x".repeat(20_000), scope)).toBeUndefined();
    expect(memo.get("999".padStart(500, "x"), scope)?.claims.sub).toBe("999");
  });
});
