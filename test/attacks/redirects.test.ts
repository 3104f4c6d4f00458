import { NextRequest } from "next/server.js";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createActionURL } from "../../src/core.js";
import NextAuth from "../../src/index.js";
import { app, callbackCookie, check, csrf, csrfToken, origin, send } from "./world.js";

/** Attempts to lead the browser away, by their number in the catalogue. All end at home. */
const away: Record<string, readonly string[]> = {
  "A1 another host": ["https://evil.test/x", "http://evil.test"],
  "A2 scheme-relative": ["//evil.test", "///evil.test", "////evil.test/x"],
  "A4 slashes missing": ["https:evil.test", "https:/evil.test", "https:///evil.test"],
  "A5 userinfo": [
    "https://app.test@evil.test/",
    "https://app.test:pw@evil.test",
    "https://evil@app.test",
    "https://evil:pw@app.test/x",
  ],
  "A6 prefixes": [
    "https://app.test.evil.test",
    "https://evil.test/app.test",
    "https://app.testevil.test",
  ],
  "A7 our name elsewhere": ["https://evil.test#app.test", "https://evil.test?.app.test"],
  "A8 backslashes": [
    "/\\evil.test",
    "\\\\evil.test",
    "https:\\\\evil.test",
    "/\t/evil.test",
    "/\n/evil.test",
  ],
  "A9 blanks before": [
    " //evil.test",
    "\u00a0//evil.test",
    "\u0000//evil.test",
    "\ufeff//evil.test",
  ],
  "A10 other schemes": [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "blob:https://app.test/x",
    "file:///etc/passwd",
  ],
  "A12 look-alikes": [
    "https://еvil.test",
    "https://аpp.test",
    "／／evil.test",
    "https://app。test.evil.test",
  ],
  "A14 a subdomain": ["https://sub.app.test/"],
  "A15 too long": [`/${"x".repeat(3000)}`, `https://app.test/${"x".repeat(100_000)}`],
  "A17 malformed": ["https://[", "http://%", "\ud800", "https://:0", "https://app.test:99999/"],
};

const home = (location: string | null) => {
  const url = new URL(location ?? "", origin);
  expect(url.origin).toBe(origin);
  expect(url.username + url.password).toBe("");
};

/** A lone surrogate cannot be percent-encoded: a browser sends U+FFFD in its place. */
const wellFormed = (text: string) => new TextDecoder().decode(new TextEncoder().encode(text));

describe("A open redirects", () => {
  for (const [name, targets] of Object.entries(away))
    for (const target of targets) {
      const shown = JSON.stringify(target.slice(0, 40));
      test(`${name}: ${shown} in the query`, async () => {
        const path = `/signin?callbackUrl=${encodeURIComponent(wellFormed(target))}`;
        const { status, text } = await send({ path });
        expect(status).toBe(200);
        const asked = [...text.matchAll(/name="callbackUrl"[^>]*value="([^"]*)"/g)];
        expect(asked.length).toBeGreaterThan(0);
        for (const [, value] of asked) home(value ?? null);
      });
      test(`${name}: ${shown} in the body`, async () => {
        const form = { csrfToken, callbackUrl: target };
        const { status, location } = await send({ path: "/signout", form, ...csrf });
        expect(status).toBe(302);
        home(location);
      });
      test(`${name}: ${shown} in a sign-in`, async () => {
        const form = { csrfToken, callbackUrl: target, password: "right" };
        const answer = await send({ path: "/callback/credentials", form, ...csrf }, app(), {
          maySignIn: true,
        });
        expect(answer.status).toBe(302);
        home(answer.location);
      });
      // A19: a sibling subdomain can write this cookie.
      test(`${name} and A19: ${shown} in the cookie`, async () => {
        const cookies = { ...csrf.cookies, [callbackCookie]: wellFormed(target.slice(0, 4000)) };
        const { status, location } = await send({ path: "/signout", form: { csrfToken }, cookies });
        expect(status).toBe(302);
        home(location);
      });
    }

  for (const target of ["/%2F%2Fevil.test", "/%5Cevil.test", "/%252F%252Fevil.test"])
    test(`A11 ${target} stays a path of ours`, async () => {
      const form = { csrfToken, callbackUrl: target };
      const { location } = await send({ path: "/signout", form, ...csrf });
      expect(location).toBe(origin + target);
    });
  test("A11 %2F%2Fevil.test is no URL", async () => {
    const form = { csrfToken, callbackUrl: "%2F%2Fevil.test" };
    expect((await send({ path: "/signout", form, ...csrf })).location).toBe(origin);
  });
  test("A11 in the query, decoded once", async () => {
    const { text } = await send({ path: "/signin?callbackUrl=%2F%252F%252Fevil.test" });
    expect(text).toContain('value="https://app.test/%2F%2Fevil.test"');
  });

  test("A16 given twice: one of them, and safe", async () => {
    for (const query of ["callbackUrl=/a&callbackUrl=//evil.test", "callbackUrl[]=//evil.test"]) {
      const { status, location } = await send({
        path: `/signout?${query}`,
        form: { csrfToken },
        ...csrf,
      });
      expect(status).toBe(302);
      home(location);
    }
  });
  test("A16 as JSON of another type", async () => {
    for (const callbackUrl of [["//evil.test"], { a: 1 }, 7, null, true]) {
      const json = JSON.stringify({ csrfToken, callbackUrl });
      const { status, location } = await send({ path: "/signout", json, ...csrf });
      expect(status).toBe(302);
      expect(location).toBe(origin);
    }
  });

  describe("A20 the app's redirect callback", () => {
    const signOut = (redirect: () => unknown, friends: string[] = []) =>
      send(
        { path: "/signout", form: { csrfToken, callbackUrl: "/x" }, ...csrf },
        app({ callbacks: { redirect: redirect as never } }),
        { friends },
      );
    test("returns a foreign URL: the app has said so", async () => {
      const answer = await signOut(() => "https://friend.test/x", ["https://friend.test"]);
      expect(answer.location).toBe("https://friend.test/x");
    });
    test("returns nothing: home", async () => {
      expect((await signOut(() => undefined)).location).toBe(origin);
    });
    test("throws: the error page", async () => {
      const answer = await signOut(() => {
        throw new Error("no");
      });
      expect(answer.location).toBe(`${origin}/api/auth/error?error=Configuration`);
    });
    test("is not asked about what is no web address", async () => {
      const redirect = vi.fn(({ url }: { url: string }) => url);
      for (const callbackUrl of [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://x:y@evil.test",
      ])
        await send(
          { path: "/signout", form: { csrfToken, callbackUrl }, ...csrf },
          app({ callbacks: { redirect } }),
        );
      expect(redirect).not.toHaveBeenCalled();
    });
  });

  test("A27 the error page does not lead away", async () => {
    const query =
      "error=AccessDenied&callbackUrl=https%3A%2F%2Fevil.test&target_link_uri=//evil.test";
    const { status, text } = await send({ path: `/error?${query}` });
    expect(status).toBe(403);
    expect(text).not.toContain("evil.test");
  });
  test("A27 a failed sign-in does not lead away", async () => {
    const form = { csrfToken, callbackUrl: "//evil.test", password: "wrong" };
    const { location } = await send({ path: "/callback/credentials", form, ...csrf });
    expect(location).toContain(`${origin}/api/auth/signin?error=CredentialsSignin`);
    expect(location).not.toContain("evil");
  });
});

describe("A hosts", () => {
  afterEach(() => vi.unstubAllEnvs());

  const visit = async (url: string, headers: Record<string, string> = {}) => {
    const { handlers } = NextAuth(app() as Parameters<typeof NextAuth>[0]);
    const response = await handlers.GET(new NextRequest(url, { headers }));
    return check(response, await response.text(), {});
  };

  test("A21, A26 the request's host does not matter with AUTH_URL", async () => {
    vi.stubEnv("AUTH_URL", origin);
    for (const url of [
      "https://evil.test/api/auth/providers",
      "http://evil.test/api/auth/providers",
    ]) {
      const { text } = await visit(url, { host: "evil.test", "x-forwarded-host": "evil.test" });
      expect(text).toContain(`${origin}/api/auth/callback/acme`);
      expect(text).not.toContain("evil");
    }
  });
  test("A22 an untrusted host is refused, and logged", async () => {
    const error = vi.fn();
    const config = app({ trustHost: false, logger: { error } as never });
    const answer = await send({ path: "https://evil.test/api/auth/session" }, config, {
      allowed: [500],
    });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain("evil");
    expect(error).toHaveBeenCalledWith(expect.objectContaining({ type: "UntrustedHost" }));
  });

  const action = (headers: Record<string, string>) =>
    createActionURL("signin", undefined, new Headers(headers), {}, { basePath: "/api/auth" });
  test("A24 of a list of forwarded hosts the first", () => {
    const url = action({
      "x-forwarded-host": "app.test, evil.test",
      "x-forwarded-proto": "https,http",
    });
    expect(url.href).toBe("https://app.test/api/auth/signin");
  });
  test("A24 a forwarded protocol is http or https", () => {
    for (const proto of ["javascript", "javascript:", "file", "https:\r\nx", "ftp"]) {
      const safe = proto.replace(/[\r\n]/g, " ");
      const url = action({ host: "app.test", "x-forwarded-proto": safe });
      expect(url.href).toBe("https://app.test/api/auth/signin");
    }
  });
  test("A24 Forwarded is nobody's header", () => {
    expect(action({ host: "app.test", forwarded: "host=evil.test" }).host).toBe("app.test");
  });
  test("A24 a request's own headers do not change where it leads", async () => {
    const headers = {
      "x-forwarded-host": "evil.test",
      "x-forwarded-proto": "http",
      forwarded: "host=evil.test",
    };
    const { location } = await send({ path: "/signout", form: { csrfToken }, ...csrf, headers });
    expect(location).toBe(origin);
  });
  test("A25 headers that rewrite URLs have no effect", async () => {
    const headers = {
      "x-original-url": "/api/auth/session",
      "x-rewrite-url": "/api/auth/session",
      "x-forwarded-prefix": "/evil",
    };
    const { text } = await send({ path: "/providers", headers });
    expect(JSON.parse(text).acme.signinUrl).toBe(`${origin}/api/auth/signin/acme`);
  });
});
