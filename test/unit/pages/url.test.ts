import { describe, expect, test } from "vitest";
import { hostOf, imageUrl, linkUrl, ownImageUrl } from "../../../src/pages/url.js";

const hostile = [
  "javascript:alert(1)",
  " javascript:alert(1)",
  "java\nscript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "vbscript:x",
  "data:text/html,<script>alert(1)</script>",
  "file:///etc/passwd",
  "blob:https://app.example/1",
  "https://",
  "http://[",
];
const otherHost = ["//evil.example/x", "/\\evil.example/x", "\\\\evil.example", "/\t/evil.example"];

describe("links", () => {
  test.each([...hostile, ...otherHost])("refused: %j", (value) => {
    expect(linkUrl(value)).toBeNull();
  });
  test.each(["/api/auth/signin/github", "https://app.example/api/auth/signout?x=1", "http://a:1/"])(
    "as it is: %s",
    (value) => {
      expect(linkUrl(value)).toBe(value);
    },
  );
});

test("a host is only that of an http(s) URL", () => {
  expect(hostOf("https://app.example:8443/x")).toBe("app.example:8443");
  for (const value of ["/x", "javascript:x", undefined, "https://"])
    expect(hostOf(value)).toBeNull();
});

describe("images of a theme", () => {
  test.each([...hostile, "", 7, null, undefined])("refused: %j", (value) => {
    expect(imageUrl(value)).toBeNull();
  });
  test.each([
    "https://a;script-src.example/logo.png",
    "https://a,b.example/logo.png",
    "https://[::1]/logo.png",
  ])("no origin that the policy could not name: %s", (value) => {
    expect(imageUrl(value)).toBeNull();
  });
  test("paths and data are our own, other hosts have an origin", () => {
    expect(imageUrl("/logo.svg")).toEqual({ src: "/logo.svg", origin: null });
    expect(imageUrl("data:image/png;base64,AA==")).toEqual({
      src: "data:image/png;base64,AA==",
      origin: null,
    });
    expect(imageUrl("https://cdn.example:8443/l.png")).toEqual({
      src: "https://cdn.example:8443/l.png",
      origin: "https://cdn.example:8443",
    });
    expect(imageUrl("//cdn.example/l.png")?.origin).toBe("https://cdn.example");
  });
});

test("images of a provider never come from another host", () => {
  const page = "https://app.example/api/auth/signin/x";
  expect(ownImageUrl("/x.svg", page)?.src).toBe("/x.svg");
  expect(ownImageUrl("https://app.example/x.svg", page)?.src).toBe("https://app.example/x.svg");
  for (const value of ["https://authjs.dev/x.svg", "http://app.example/x.svg", ...otherHost]) {
    expect(ownImageUrl(value, page)).toBeNull();
  }
  expect(ownImageUrl("https://app.example/x.svg", "/api/auth/signin/x")).toBeNull();
});
