import { describe, expect, it } from "vitest";
import { forwardedProtocol, toHeaderUrl, withQuery } from "../../../src/lib/url.js";

it("withQuery adds to what is there", () => {
  expect(withQuery("/login", { callbackUrl: "/a b" })).toBe("/login?callbackUrl=%2Fa+b");
  expect(withQuery("/login?x=1", { y: "2" })).toBe("/login?x=1&y=2");
});

describe("toHeaderUrl", () => {
  it.each([
    ["https://app.test/a?b=c#d", "https://app.test/a?b=c#d"],
    ["/a b", "/a b"],
    ["/ü", "/ü"],
    ["/日本", "/%E6%97%A5%E6%9C%AC"],
    ["/\r\nSet-Cookie: x", "/%0D%0ASet-Cookie: x"],
    ["/\u0000", "/%00"],
    ["/\ud800", "/%EF%BF%BD"],
    ["/😀", "/%F0%9F%98%80"],
  ])("%j → %j", (url, header) => {
    expect(toHeaderUrl(url)).toBe(header);
    expect(new Headers({ Location: header }).get("Location")).toBe(header);
  });
});

it.each([
  ["https", "https:"],
  ["http", "http:"],
  ["HTTPS", "https:"],
  ["http:", "http:"],
  ["https, http", "https:"],
  ["http,https", "http:"],
  ["javascript", "https:"],
  ["", undefined],
  [" ,http", undefined],
])("X-Forwarded-Proto %j is %s", (value, protocol) =>
  expect(forwardedProtocol(new Headers({ "x-forwarded-proto": value }))).toBe(protocol),
);
