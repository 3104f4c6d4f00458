import { NextRequest } from "next/server.js";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  asNextRequest,
  atBasePath,
  isRouteContext,
  isWebRequest,
  missingPrefix,
  toHeaders,
} from "../../../src/next/request.js";

afterEach(() => vi.unstubAllEnvs());

describe("isWebRequest", () => {
  it("knows a request by its shape, whatever realm it is from", () => {
    expect(isWebRequest(new Request("https://app.example"))).toBe(true);
    expect(isWebRequest({ url: "/", headers: { get: () => null } })).toBe(true);
  });

  it.each([
    ["a Node request", { url: "/", headers: { host: "app.example" } }],
    ["a context", { req: {}, res: {} }],
    ["a function", () => {}],
    ["nothing", undefined],
    ["null", null],
  ])("takes %s for something else", (_, value) => {
    expect(isWebRequest(value)).toBe(false);
  });
});

describe("isRouteContext", () => {
  it.each([
    [{ params: Promise.resolve({}) }, true],
    [{ params: undefined }, true],
    [{ waitUntil: () => {}, params: {} }, false],
    [{}, false],
    [undefined, false],
  ])("%o: %s", (context, expected) => {
    expect(isRouteContext(context)).toBe(expected);
  });
});

describe("asNextRequest", () => {
  it("leaves a request alone where nothing says otherwise", async () => {
    const request = new NextRequest("https://app.example/a");
    expect(await asNextRequest(request)).toBe(request);
    vi.stubEnv("AUTH_URL", "https://app.example/api/auth");
    expect(await asNextRequest(request)).toBe(request);
  });

  it("makes a NextRequest of a plain one", async () => {
    const made = await asNextRequest(new Request("https://app.example/a?b=1") as NextRequest);
    expect(made).toBeInstanceOf(NextRequest);
    expect(made.nextUrl.searchParams.get("b")).toBe("1");
  });

  it.each(["AUTH_URL", "NEXTAUTH_URL"])("takes the origin from %s, port and all", async (name) => {
    vi.stubEnv(name, "https://app.example/api/auth");
    const body = JSON.stringify({ a: 1 });
    const inner = new NextRequest("http://10.0.0.1:3000/a?b=1", { method: "POST", body });
    const outer = await asNextRequest(inner);
    expect(outer.url).toBe("https://app.example/a?b=1");
    expect(outer.nextUrl.href).toBe("https://app.example/a?b=1");
    expect(outer.method).toBe("POST");
    expect(await outer.json()).toEqual({ a: 1 });
  });

  it("keeps the app's base path and locale", async () => {
    vi.stubEnv("AUTH_URL", "https://app.example");
    const i18n = { locales: ["en", "nl"], defaultLocale: "en" };
    const nextConfig = { basePath: "/shop", i18n };
    const inner = new NextRequest("http://10.0.0.1:3000/shop/nl/a", { nextConfig });
    const { nextUrl } = await asNextRequest(inner);
    expect([nextUrl.basePath, nextUrl.locale, nextUrl.pathname]).toEqual(["/shop", "nl", "/a"]);
    expect(nextUrl.href).toBe("https://app.example/shop/nl/a");
  });

  it("ignores an AUTH_URL that is no URL", async () => {
    vi.stubEnv("AUTH_URL", "app.example");
    const request = new NextRequest("https://app.example/a");
    expect(await asNextRequest(request)).toBe(request);
  });
});

describe("the app's base path", () => {
  it.each([
    ["/api/auth/session", "/api/auth", ""],
    ["/api/auth/session", "/shop/api/auth", "/shop"],
    ["/api/auth/session", "/shop/nl/api/auth", "/shop/nl"],
    ["/shop/api/auth/session", "/shop/api/auth", ""],
    ["/auth/session", "/shop/auth", "/shop"],
    ["/api/authority", "/shop/api/auth", ""],
    ["/elsewhere", "/shop/api/auth", ""],
    ["/session", "/", ""],
  ])("is missing in front of %s below %s: %o", (pathname, basePath, missing) => {
    expect(missingPrefix(pathname, basePath)).toBe(missing);
  });

  it("is put back, with the rest of the request", async () => {
    const inner = new NextRequest("https://app.example/api/auth/session?a=1", {
      method: "POST",
      body: "x",
    });
    const outer = await atBasePath(inner, "/shop/api/auth");
    expect(outer.url).toBe("https://app.example/shop/api/auth/session?a=1");
    expect(await outer.text()).toBe("x");
  });
});

describe("toHeaders", () => {
  it("takes lists, and leaves out what is no header of the Fetch standard", () => {
    const headers = toHeaders({
      ":authority": "app.example",
      accept: "text/html",
      "x-list": ["a", "b"],
      "x-none": undefined,
    });
    expect([...headers]).toEqual([
      ["accept", "text/html"],
      ["x-list", "a, b"],
    ]);
  });
});
