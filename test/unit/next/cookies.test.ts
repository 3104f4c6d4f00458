import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { type CookieStore, isWritable, readerOf, writeTo } from "../../../src/next/cookies.js";

// The very stores that `cookies()` gives, which Next.js does not export.
const require = createRequire(import.meta.url);
const { RequestCookies } = require("next/dist/server/web/spec-extension/cookies.js");
const {
  MutableRequestCookiesAdapter,
  RequestCookiesAdapter,
} = require("next/dist/server/web/spec-extension/adapters/request-cookies.js");
const cookies = () => new RequestCookies(new Headers({ Cookie: "a=1; b=; c=3" }));
const sealed = (): CookieStore => RequestCookiesAdapter.seal(cookies());
const mutable = (): CookieStore => MutableRequestCookiesAdapter.wrap(cookies());

describe("isWritable", () => {
  it("says no for the store of a Server Component", () => {
    expect(isWritable(sealed())).toBe(false);
    expect(() => writeTo(sealed(), [{ name: "a", value: "2", options: {} }])).toThrow(/modified/);
  });

  it("says yes for the store of a Server Action or Route Handler", () => {
    const store = mutable();
    expect(isWritable(store)).toBe(true);
    writeTo(store, [{ name: "a", value: "2", options: { path: "/" } }]);
    expect(readerOf(store).get("a")).toBe("2");
  });
});

describe("readerOf", () => {
  it("takes an empty cookie for none", () => {
    const reader = readerOf(sealed());
    expect([...reader.keys()]).toEqual(["a", "c"]);
    expect(reader.get("b")).toBeUndefined();
  });

  it("no longer has a cookie that was removed", () => {
    const store = mutable();
    writeTo(store, [{ name: "a", value: "", options: { maxAge: 0 } }]);
    expect(readerOf(store).get("a")).toBeUndefined();
    expect([...readerOf(store).keys()]).toEqual(["c"]);
  });
});
