import { createRequire } from "node:module";
import {
  type NextFetchEvent,
  type NextMiddleware,
  NextRequest,
  NextResponse,
} from "next/server.js";
import { afterEach, describe, expect, it, vi } from "vitest";
import NextAuth, { type NextAuthConfig } from "../../../src/index.js";
import { appWithAda, configOf, cookieName, cookiesOf, origin } from "./app.js";

afterEach(() => vi.unstubAllEnvs());

/** The `Response` of another copy of fetch: the one of the edge runtime that Next.js comes with. */
const { Response: ForeignResponse } = createRequire(import.meta.url)(
  "next/dist/compiled/@edge-runtime/primitives/fetch.js",
) as { Response: typeof Response };

const event = { waitUntil: () => {} } as unknown as NextFetchEvent;
const week = 7 * 86_400;
const sessionCookies = (response: Response) =>
  response.headers.getSetCookie().filter((line) => line.startsWith(`${cookieName}=`));

function requestOf(path: string, cookie = "", init: { basePath?: string } = {}): NextRequest {
  return new NextRequest(`${origin}${path}`, {
    headers: { Cookie: cookie },
    nextConfig: { basePath: init.basePath ?? "" },
  });
}

type Authorized = NonNullable<NonNullable<NextAuthConfig["callbacks"]>["authorized"]>;

/** What `auth` answers as a proxy to nobody in particular. */
async function proxied(
  path: string,
  authorized: Authorized | undefined,
  more: Partial<NextAuthConfig> = {},
  init?: { basePath?: string },
): Promise<Response> {
  const { auth } = NextAuth(configOf({ ...more, callbacks: authorized ? { authorized } : {} }));
  const proxy = auth as unknown as NextMiddleware;
  return await run(proxy, requestOf(path, "", init));
}

/** As Next.js calls a proxy, whatever the types say that `auth(…)` is for. */
async function run(proxy: unknown, request: NextRequest): Promise<Response> {
  return (await (proxy as NextMiddleware)(request, event)) as Response;
}

const passes = (response: Response) => response.headers.get("x-middleware-next") === "1";

describe("as a proxy", () => {
  it("lets everything pass without `authorized`, or when that says yes", async () => {
    expect(passes(await proxied("/a", undefined))).toBe(true);
    expect(passes(await proxied("/a", () => true))).toBe(true);
  });

  it.each([false, undefined])("sends to the sign-in page on %s", async (verdict) => {
    const response = await proxied("/a?b=1", () => verdict);
    expect(response.status).toBe(307);
    const target = new URL(response.headers.get("Location") ?? "");
    expect(target.pathname).toBe("/api/auth/signin");
    expect(Object.fromEntries(target.searchParams)).toEqual({
      b: "1",
      callbackUrl: `${origin}/a?b=1`,
    });
  });

  it("does not send from the sign-in page to itself", async () => {
    const pages = { signIn: "/login" };
    expect(passes(await proxied("/login", () => false, { pages }))).toBe(true);
    const elsewhere = await proxied("/a", () => false, { pages });
    expect(new URL(elsewhere.headers.get("Location") ?? "").pathname).toBe("/login");
  });

  it("sends to a sign-in page at another origin", async () => {
    const pages = { signIn: "https://login.example/now?x=1" };
    const response = await proxied("/a", () => false, { pages });
    const back = encodeURIComponent(`${origin}/a`);
    expect(response.headers.get("Location")).toBe(`${pages.signIn}&callbackUrl=${back}`);
  });

  it("counts paths as Next.js does, without the app's base path", async () => {
    const init = { basePath: "/shop" };
    const more = { basePath: "/shop/api/auth" };
    const routed = await proxied("/shop/a", () => false, more, init);
    expect(routed.headers.get("Location")).toContain(`${origin}/shop/api/auth/signin?`);
    const pages = { signIn: "/login" };
    const paged = await proxied("/shop/a", () => false, { ...more, pages }, init);
    expect(paged.headers.get("Location")).toContain(`${origin}/shop/login?`);
    expect(passes(await proxied("/shop/login", () => false, { ...more, pages }, init))).toBe(true);
  });

  it("gives a response of `authorized` as it is", async () => {
    const response = await proxied("/a", () => Response.json("No", { status: 401 }));
    expect([response.status, await response.json()]).toEqual([401, "No"]);
  });

  it("knows a response of another copy of fetch", async () => {
    const headers: [string, string][] = [
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
    ];
    const foreign = new ForeignResponse("No", { status: 403, headers });
    expect(foreign).not.toBeInstanceOf(Response);
    const response = await proxied("/a", () => foreign);
    expect(response).toBeInstanceOf(Response);
    expect([response.status, await response.text()]).toEqual([403, "No"]);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    const empty = await proxied("/a", () => new ForeignResponse(null, { status: 204 }));
    expect([empty.status, empty.body]).toEqual([204, null]);
  });

  it.each([["null"], ["undefined"], ["0"]])(
    "takes %s for a no, as Auth.js does",
    async (verdict) => {
      const response = await proxied("/a", () => ({ null: null, 0: 0 })[verdict] as never);
      expect(new URL(response.headers.get("Location") ?? "").pathname).toBe("/api/auth/signin");
    },
  );

  it("takes the session for a yes, as Auth.js does", async () => {
    const response = await proxied("/a", () => ({ user: {} }) as never);
    expect(response.headers.get("x-middleware-next")).toBe("1");
  });

  it("asks `authorized` with the request as the browser sees it", async () => {
    vi.stubEnv("AUTH_URL", "https://public.example");
    const seen = vi.fn<Authorized>(() => true);
    await proxied("/a", seen);
    expect(seen.mock.calls[0]?.[0].request.nextUrl.href).toBe("https://public.example/a");
    expect(seen.mock.calls[0]?.[0].auth).toBeNull();
  });

  it("answers nobody is there, not an error, where the configuration cannot work", async () => {
    const seen = vi.fn<Authorized>(({ auth }) => !!auth);
    const { cookie } = await appWithAda();
    const broken = NextAuth({ ...configOf(), secret: [], callbacks: { authorized: seen } });
    vi.stubEnv("AUTH_SECRET", "");
    const response = await run(broken.auth, requestOf("/a", cookie));
    expect(seen.mock.calls[0]?.[0].auth).toBeNull();
    expect(response.status).toBe(307);
  });
});

describe("a redirect of `authorized`", () => {
  const to =
    (location: string, headers: HeadersInit = {}) =>
    () =>
      new Response(null, { status: 307, headers: { ...headers, Location: location } });
  const pages = { signIn: "/login", newUser: "/welcome" };

  it.each(["/login", `${origin}/login`])(
    "from the sign-in page to itself passes (%s)",
    async (to_) => {
      expect(passes(await proxied("/login", to(to_), { pages }))).toBe(true);
    },
  );

  it("from one of the routes to itself passes", async () => {
    const path = "/api/auth/signin";
    expect(passes(await proxied(path, to(path)))).toBe(true);
  });

  it.each([
    ["from any other page to itself stands: it may be there to keep somebody out", "/a", "/a", {}],
    ["from a page for members to itself stands", "/welcome", "/welcome", {}],
    ["to another query stands", "/login?a=1", "/login", {}],
    ["that sets a cookie stands", "/login", "/login", { "Set-Cookie": "a=1" }],
    ["to nonsense stands", "/login", "http://[", {}],
  ])("%s", async (_, path, location, headers) => {
    const response = await proxied(path, to(location, headers), { pages });
    expect(response.status).toBe(307);
    expect(response.headers.get("Location")).toBe(location);
  });
});

describe("around a function", () => {
  it("gives it the session, and its answer wins over `authorized` saying no", async () => {
    const { app, cookie } = await appWithAda({ callbacks: { authorized: () => false } });
    const proxy = app.auth((request) => NextResponse.json(request.auth));
    const response = await run(proxy, requestOf("/a", cookie));
    expect(await response.json()).toMatchObject({ user: { name: "Ada" } });
  });

  it("passes on what Next.js gave beside the request", async () => {
    const { app } = await appWithAda();
    const params = Promise.resolve({ id: "7" });
    const route = app.auth(async (_, context) => Response.json(await context.params));
    const response = (await route(requestOf("/a"), { params })) as Response;
    expect(await response.json()).toEqual({ id: "7" });
  });

  it("may answer with a response of another copy of fetch", async () => {
    const { app, cookie } = await appWithAda({}, week);
    const proxy = app.auth(() => new ForeignResponse("Made", { status: 201 }));
    const response = await run(proxy, requestOf("/a", cookie));
    expect([response.status, await response.text()]).toEqual([201, "Made"]);
    expect(sessionCookies(response)).toHaveLength(1);
  });

  it("lets the request pass where it answers nothing", async () => {
    const { app } = await appWithAda();
    const proxy = app.auth(() => {});
    expect(passes(await run(proxy, requestOf("/a")))).toBe(true);
  });

  it("is not asked where `authorized` answers itself", async () => {
    const handler = vi.fn();
    const { app } = await appWithAda({
      callbacks: { authorized: () => new Response(null, { status: 403 }) },
    });
    const response = await run(app.auth(handler), requestOf("/a"));
    expect(response.status).toBe(403);
    expect(handler).not.toHaveBeenCalled();
  });

  it("works on a plain Request outside of Next.js, as in an app's own tests", async () => {
    const { app, cookie } = await appWithAda();
    const route = app.auth((request) => Response.json(request.auth?.user?.name ?? null));
    const request = new Request(`${origin}/a`, { headers: { Cookie: cookie } }) as never;
    const response = (await route(request, { params: Promise.resolve({}) })) as Response;
    expect(await response.json()).toBe("Ada");
  });
});

describe("a renewal that is due", () => {
  it("is added to the response, which keeps what it had", async () => {
    const { app, cookie } = await appWithAda({}, week);
    const proxy = app.auth(() => {
      const own = NextResponse.redirect(`${origin}/b`);
      own.headers.append("Set-Cookie", "a=1; Path=/x");
      own.headers.append("Set-Cookie", "a=2; Path=/y");
      return own;
    });
    const response = await run(proxy, requestOf("/a", cookie));
    expect(response.status).toBe(307);
    expect(response.headers.get("Location")).toBe(`${origin}/b`);
    expect(response.headers.getSetCookie()).toEqual([
      "a=1; Path=/x",
      "a=2; Path=/y",
      expect.stringMatching(new RegExp(`^${cookieName}=.*HttpOnly`)),
    ]);
  });

  it("is not added when nothing is due", async () => {
    const { app, cookie } = await appWithAda();
    const response = await run(app.auth, requestOf("/a", cookie));
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it("does not end up in a response that an app gives to everybody", async () => {
    const { app, cookie } = await appWithAda({}, week);
    const shared = NextResponse.next();
    const proxy = app.auth(() => shared);
    const first = await run(proxy, requestOf("/a", cookie));
    expect(sessionCookies(first)).toHaveLength(1);
    const second = await run(proxy, requestOf("/a"));
    expect(sessionCookies(second)).toEqual([]);
    expect(shared.headers.getSetCookie()).toEqual([]);
  });

  it("does not undo what the function did to the session", async () => {
    const { app, cookie } = await appWithAda({}, week);
    const proxy = app.auth(() => {
      const response = NextResponse.next();
      response.cookies.delete(cookieName);
      return response;
    });
    const response = await run(proxy, requestOf("/a", cookie));
    expect(sessionCookies(response)).toEqual([expect.stringMatching(`^${cookieName}=;`)]);
  });

  it("is copied to a response that cannot be changed", async () => {
    const { app, cookie } = await appWithAda({}, week);
    const proxy = app.auth(() => Response.redirect(`${origin}/b`, 303));
    const response = await run(proxy, requestOf("/a", cookie));
    expect(response.status).toBe(303);
    expect(sessionCookies(response)).toHaveLength(1);
  });

  it.each(["/session", "/signout", "/callback/credentials"])(
    "is left to the route at %s, which sets the session's cookies itself",
    async (path) => {
      const { app, cookie } = await appWithAda({}, week);
      const route = requestOf(`/api/auth${path}`, cookie);
      expect(sessionCookies(await run(app.auth, route))).toEqual([]);
      const wrapped = app.auth(() => Response.json({}));
      const context = { params: Promise.resolve({}) };
      expect(sessionCookies((await wrapped(route, context)) as Response)).toEqual([]);
      const page = requestOf(`/a/api/auth${path}`, cookie);
      expect(sessionCookies(await run(app.auth, page))).toHaveLength(1);
    },
  );

  it("does not outlive a sign-out, though the session needs more cookies by then", async () => {
    let large = "";
    const { app, cookie } = await appWithAda({
      callbacks: { jwt: ({ token }) => (large ? { ...token, large } : token) },
    });
    const csrf = await app.handlers.GET(requestOf("/api/auth/csrf"));
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const signOut = () =>
      new NextRequest(`${origin}/api/auth/signout`, {
        method: "POST",
        headers: { Cookie: `${cookie}; ${cookiesOf(csrf)}` },
        body: new URLSearchParams({ csrfToken }),
      });
    large = "x".repeat(6000);
    const proxied = await run(app.auth, signOut());
    const routed = await app.handlers.POST(signOut());
    const kept = new Map<string, string>();
    for (const line of [proxied, routed].flatMap((one) => one.headers.getSetCookie())) {
      const [, name = "", value = ""] = /^(.+?)=([^;]*)/.exec(line) ?? [];
      if (name.startsWith(cookieName)) kept.set(name, value);
    }
    expect([...kept]).toEqual([[cookieName, ""]]);
  });

  it("splits over several cookies where the session is large", async () => {
    const jwt: NonNullable<NextAuthConfig["callbacks"]>["jwt"] = ({ token }) => ({
      ...token,
      large: "x".repeat(6000),
    });
    const { app, cookie } = await appWithAda({ callbacks: { jwt } }, week);
    const response = await run(app.auth, requestOf("/a", cookie));
    const names = response.headers.getSetCookie().map((line) => line.split("=", 1)[0]);
    expect(names).toEqual([`${cookieName}.0`, `${cookieName}.1`, `${cookieName}.2`]);
  });
});
