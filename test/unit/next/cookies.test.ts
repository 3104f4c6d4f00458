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
const headers = new Headers({ Cookie: "a=1; b=; c=3" });
const cookies = () => new RequestCookies(headers);
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
    expect(readerOf(store, headers).get("a")).toBe("2");
  });
});

describe("readerOf", () => {
  it.each([
    ["the first of two, which Next.js takes the last of", "a=1; b=2; a=3", "1"],
    ["the first of three", "a=1; a=2; a=3", "1"],
    ["the one there is", "b=2; a=1", "1"],
    ["the decoded one", "a=%31; a=%32", "1"],
    ["the first as it is, where Next.js leaves out what it cannot decode", "a=%; a=2", "%"],
  ])("gives %s", (_, Cookie, value) => {
    const headers = new Headers({ Cookie });
    const store: CookieStore = RequestCookiesAdapter.seal(new RequestCookies(headers));
    expect(readerOf(store, headers).get("a")).toBe(value);
  });

  it("gives what was set since, whatever the header has", () => {
    const headers = new Headers({ Cookie: "a=1; a=2" });
    const store: CookieStore = MutableRequestCookiesAdapter.wrap(new RequestCookies(headers));
    writeTo(store, [{ name: "a", value: "3", options: {} }]);
    expect(readerOf(store, headers).get("a")).toBe("3");
    writeTo(store, [{ name: "a", value: "", options: { maxAge: 0 } }]);
    expect(readerOf(store, headers).get("a")).toBeUndefined();
  });

  it("takes an empty cookie for none", () => {
    const reader = readerOf(sealed(), headers);
    expect([...reader.keys()]).toEqual(["a", "c"]);
    expect(reader.get("b")).toBeUndefined();
  });

  it("no longer has a cookie that was removed", () => {
    const store = mutable();
    writeTo(store, [{ name: "a", value: "", options: { maxAge: 0 } }]);
    expect(readerOf(store, headers).get("a")).toBeUndefined();
    expect([...readerOf(store, headers).keys()]).toEqual(["c"]);
  });
});
