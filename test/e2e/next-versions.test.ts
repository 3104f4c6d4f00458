import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { encode } from "../../src/jwt.js";
import {
  buildFixture,
  type Fixture,
  fixtureSecret,
  type Variant,
} from "../fixtures-next/fixture.js";
import { createVisitor, seenIn, sessionCookies, type Visitor } from "../fixtures-next/visitor.js";
import type { RunningServer } from "../support/servers.js";

const variants: readonly Variant[] = [
  { name: "14", next: "14.2.35", react: "18.3.1", overlays: ["edge"] },
  { name: "15", next: "15.5.29", react: "19.2.0", overlays: ["edge"] },
  { name: "16", next: "16.4.6", react: "19.3.1", overlays: ["proxy"] },
  {
    name: "16-webpack",
    next: "16.4.6",
    react: "19.3.1",
    overlays: ["proxy"],
    build: ["--webpack"],
  },
  {
    name: "16-cache-components",
    next: "16.4.6",
    react: "19.3.1",
    overlays: ["proxy"],
    config: { cacheComponents: true },
  },
];

/** Somebody who signed in two days ago: twice as long as a session goes without a renewal. */
async function signedInLongAgo(server: RunningServer): Promise<Visitor> {
  const visitor = createVisitor(server.url);
  const salt = "authjs.session-token";
  const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() - 2 * 86_400_000);
  try {
    const token = { name: "Ada", sub: "1" };
    visitor.cookies.set(salt, await encode({ token, salt, secret: fixtureSecret }));
  } finally {
    clock.mockRestore();
  }
  return visitor;
}

describe.each(variants)("Next.js $name", (variant) => {
  let fixture: Fixture;
  let server: RunningServer;
  const hasEdge = variant.overlays.includes("edge");

  beforeAll(async () => {
    fixture = await buildFixture(variant);
    server = await fixture.start({ AUTH_TRUST_HOST: "true" });
  });
  afterAll(() => server?.close());

  async function signedIn(name = "Ada"): Promise<Visitor> {
    const visitor = createVisitor(server.url);
    const response = await visitor.signIn(name);
    expect(response.status).toBe(302);
    expect(response.headers.get("Location")).toBe(`${server.url}/plain`);
    return visitor;
  }

  it("builds without a warning about Node.js APIs, and keeps static pages static", () => {
    expect(fixture.output).not.toMatch(/Node\.js (API|module)|not supported in the Edge Runtime/);
    expect(fixture.prerendered).toContain("/static");
    if (!variant.config?.cacheComponents) expect(fixture.prerendered).not.toContain("/plain");
  });

  describe("nobody signed in", () => {
    it("is null everywhere", async () => {
      const visitor = createVisitor(server.url);
      expect(await visitor.see("/")).toEqual({ who: null, expires: null, once: true });
      expect(await visitor.json("/api/me")).toBeNull();
      expect(await visitor.json("/api/wrapped")).toBeNull();
      expect(await visitor.json("/api/pages")).toBeNull();
      expect(await visitor.json("/api/lazy")).toEqual([null, null]);
    });

    it("is sent to the sign-in page where `authorized` says no", async () => {
      const response = await createVisitor(server.url).fetch("/dashboard?a=1");
      expect(response.status).toBe(307);
      const target = new URL(response.headers.get("Location") ?? "", server.url);
      expect(target.pathname).toBe("/api/auth/signin");
      expect(target.searchParams.get("callbackUrl")).toBe(`${server.url}/dashboard?a=1`);
      expect((await fetch(target)).status).toBe(200);
    });

    it("is not let in with a wrong password", async () => {
      const visitor = createVisitor(server.url);
      const response = await visitor.signIn("Ada", "?");
      expect(response.headers.get("Location")).toContain("error=CredentialsSignin");
      expect(await visitor.json("/api/me")).toBeNull();
    });
  });

  describe("signed in", () => {
    it("is known everywhere, and read once per request", async () => {
      const visitor = await signedIn();
      const session = { user: { name: "Ada" } };
      expect(await visitor.see("/")).toMatchObject({ who: "Ada", once: true });
      expect(await visitor.see("/plain")).toMatchObject({ who: "Ada", once: true });
      expect(await visitor.see("/dashboard")).toMatchObject({ who: "Ada" });
      expect(await visitor.json("/api/me")).toMatchObject(session);
      expect(await visitor.json("/api/wrapped")).toMatchObject(session);
      expect(await visitor.json("/api/auth/session")).toMatchObject(session);
      expect(await visitor.json("/api/lazy")).toEqual(["Ada", "Ada"]);
      expect(await visitor.json("/api/pages")).toMatchObject(session);
      expect(seenIn(await (await visitor.fetch("/ssr")).text())).toEqual({ who: "Ada" });
    });

    if (hasEdge)
      it("is known in an edge route handler", async () => {
        const visitor = await signedIn();
        expect(await visitor.json("/api/edge")).toEqual(["Ada", "Ada"]);
      });
  });

  describe("Server Actions", () => {
    it("sign in, and redirect", async () => {
      const visitor = createVisitor(server.url);
      const response = await visitor.submit("enter");
      expect(response.status).toBe(303);
      expect(response.headers.get("Location")).toBe(`${server.url}/plain`);
      expect(await visitor.see("/plain")).toMatchObject({ who: "Ada" });
    });

    it("throw what went wrong", async () => {
      const { payload } = await createVisitor(server.url).call("wrong");
      expect(payload).toContain("It is CredentialsSignin");
    });

    it("show a changed session in the render they return", async () => {
      const visitor = await signedIn();
      const { payload } = await visitor.call("rename");
      expect(payload).toContain("It is Grace");
      expect(seenIn(payload)).toMatchObject({ who: "Grace" });
      expect(await visitor.see("/plain")).toMatchObject({ who: "Grace" });
    });

    it("show it without JavaScript, too", async () => {
      const visitor = await signedIn("Barbara");
      const page = await (await visitor.submit("rename")).text();
      // Next.js 14 renders such an answer with the cookies of the request, whatever the action has set.
      expect(seenIn(page)).toMatchObject({ who: variant.name === "14" ? "Barbara" : "Grace" });
      expect(await visitor.see("/plain")).toMatchObject({ who: "Grace" });
    });

    it("sign out, and redirect", async () => {
      const visitor = await signedIn();
      const response = await visitor.submit("leave");
      expect(response.status).toBe(303);
      expect(response.headers.get("Location")).toBe(`${server.url}/plain`);
      expect(await visitor.see("/plain")).toMatchObject({ who: null });
    });
  });

  describe("signIn and signOut in a Route Handler", () => {
    it("tell where to go, and set the cookies for it", async () => {
      const visitor = createVisitor(server.url);
      const headers = { Referer: `${server.url}/dashboard` };
      const response = await visitor.fetch("/api/urls", { method: "POST", headers });
      const { oauth, ...urls } = (await response.json()) as Record<string, string>;
      const page = `${server.url}/api/auth/signin`;
      expect(urls).toEqual({
        none: `${page}?callbackUrl=${encodeURIComponent(headers.Referer)}`,
        unknown: `${page}?callbackUrl=%2Fplain`,
        credentials: headers.Referer,
        left: `${server.url}/plain`,
      });
      const authorization = new URL(oauth ?? "");
      expect(authorization.origin).toBe("https://elsewhere.example");
      expect(Object.fromEntries(authorization.searchParams)).toMatchObject({
        client_id: "fixture",
        prompt: "login",
        redirect_uri: `${server.url}/api/auth/callback/elsewhere`,
        scope: "name",
      });
      expect([...visitor.cookies.keys()].some((name) => /^authjs\.state/.test(name))).toBe(true);
      expect(await visitor.json("/api/me")).toMatchObject({ user: { name: "Ada" } });
    });

    it("take a form, and redirect", async () => {
      const visitor = createVisitor(server.url);
      const body = new URLSearchParams({
        name: "Ada",
        password: "open sesame",
        redirectTo: "/plain",
      });
      const response = await visitor.fetch("/api/enter", { method: "POST", body });
      expect(response.status).toBe(307);
      expect(response.headers.get("Location")).toBe(`${server.url}/plain`);
      expect(await visitor.see("/plain")).toMatchObject({ who: "Ada" });
    });
  });

  describe("a renewal that is due", () => {
    it("is set by the proxy, and seen by the Server Components of the same request", async () => {
      const visitor = await signedInLongAgo(server);
      const before = await visitor.see("/plain");
      const response = await visitor.fetch("/");
      expect(sessionCookies(response)).toHaveLength(1);
      expect(response.headers.has("x-middleware-set-cookie")).toBe(false);
      const seen = seenIn(await response.text());
      expect(Date.parse(seen.expires ?? "")).toBeGreaterThan(Date.parse(before.expires ?? ""));
      expect((await visitor.see("/plain")).expires).toBe(seen.expires);
    });

    it("is not set by a Server Component", async () => {
      const response = await (await signedInLongAgo(server)).fetch("/plain");
      expect(sessionCookies(response)).toEqual([]);
      expect(seenIn(await response.text())).toMatchObject({ who: "Ada" });
    });

    it("is not set by a Server Component that is rendered after a Server Action", async () => {
      const visitor = await signedInLongAgo(server);
      const before = await visitor.see("/plain");
      const { response, payload } = await visitor.call("touch", "/plain");
      expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/^touched=1/)]);
      // Nor does it show a renewal that nobody gets.
      expect(seenIn(payload)).toEqual(before);
    });

    it.each(["/api/me", "/api/wrapped", "/api/pages", "/ssr"])("is set by %s", async (path) => {
      const visitor = await signedInLongAgo(server);
      expect(sessionCookies(await visitor.fetch(path))).toHaveLength(1);
      expect(sessionCookies(await visitor.fetch(path))).toHaveLength(0);
      expect(await visitor.see("/plain")).toMatchObject({ who: "Ada" });
    });

    it("is set by a Server Action", async () => {
      const { response, payload } = await (await signedInLongAgo(server)).call("ask", "/plain");
      expect(payload).toContain("It is Ada");
      expect(sessionCookies(response)).toHaveLength(1);
    });

    it("does not undo a sign-out in the same Server Action", async () => {
      const visitor = await signedInLongAgo(server);
      const { response, payload } = await visitor.call("leaveWhileAsking", "/plain");
      expect(sessionCookies(response)).toEqual([expect.stringMatching(/=;.*Max-Age=0/)]);
      expect(seenIn(payload)).toMatchObject({ who: null });
    });

    it("does not undo a sign-out in the function that is wrapped", async () => {
      const visitor = await signedInLongAgo(server);
      const response = await visitor.fetch("/api/leave", { method: "POST" });
      expect(sessionCookies(response)).toEqual([expect.stringMatching(/=;.*Max-Age=0/)]);
      expect(await visitor.json("/api/me")).toBeNull();
    });
  });
});

describe("Next.js 16 with a base path", () => {
  const variant: Variant = {
    name: "16-base-path",
    next: "16.4.6",
    react: "19.3.1",
    overlays: ["proxy"],
    config: { basePath: "/shop" },
  };
  let fixture: Fixture;

  beforeAll(async () => {
    fixture = await buildFixture(variant);
  });

  /** What the routes and the proxy say of themselves to somebody who came to the server by `path`. */
  async function urlsOf(server: RunningServer) {
    const visitor = createVisitor(`${server.url}/shop`);
    const providers = (await visitor.json("/api/auth/providers")) as Record<string, object>;
    const { headers } = await visitor.fetch("/dashboard");
    const signIn = new URL(headers.get("Location") ?? "", server.url);
    return { ...providers.credentials, page: signIn.href };
  }

  it("is found by itself", async () => {
    const server = await fixture.start({ AUTH_TRUST_HOST: "true" });
    try {
      const back = encodeURIComponent(`${server.url}/shop/dashboard`);
      expect(await urlsOf(server)).toMatchObject({
        signinUrl: `${server.url}/shop/api/auth/signin/credentials`,
        callbackUrl: `${server.url}/shop/api/auth/callback/credentials`,
        page: `${server.url}/shop/api/auth/signin?callbackUrl=${back}`,
      });
      const visitor = createVisitor(`${server.url}/shop`);
      await visitor.signIn("Ada");
      expect(await visitor.see("/plain")).toMatchObject({ who: "Ada" });
      expect(await visitor.see("/dashboard")).toMatchObject({ who: "Ada" });
      expect(await visitor.json("/api/me")).toMatchObject({ user: { name: "Ada" } });
    } finally {
      await server.close();
    }
  });

  it("and its public address are taken from AUTH_URL", async () => {
    const server = await fixture.start({ AUTH_URL: "https://shop.example/shop/api/auth" });
    try {
      const back = encodeURIComponent("https://shop.example/shop/dashboard");
      expect(await urlsOf(server)).toMatchObject({
        callbackUrl: "https://shop.example/shop/api/auth/callback/credentials",
        page: `https://shop.example/shop/api/auth/signin?callbackUrl=${back}`,
      });
      const visitor = createVisitor(`${server.url}/shop`);
      await visitor.signIn("Ada");
      expect([...visitor.cookies.keys()]).toContain("__Secure-authjs.session-token");
      expect(await visitor.see("/plain")).toMatchObject({ who: "Ada" });
    } finally {
      await server.close();
    }
  });
});
