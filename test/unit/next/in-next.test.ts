/** What needs Next's own `headers()` and `cookies()`. */
// Gives Next.js its AsyncLocalStorage, and so comes before anything of it.
import "next/dist/server/node-environment-baseline.js";
import { type NextMiddleware, NextRequest } from "next/server.js";
import { afterEach, describe, expect, it, vi } from "vitest";
import NextAuth, { type Session } from "../../../src/index.js";
import { inNext } from "../../compat/harness/next-request.js";
import { appWithAda, configOf, cookieName, origin, signedIn } from "./app.js";

afterEach(() => vi.unstubAllEnvs());

const pageWith = (cookie: string) => new NextRequest(`${origin}/a`, { headers: { cookie } });

describe("auth()", () => {
  it("gives the same object when it is asked again in one request", async () => {
    const { app, cookie } = await appWithAda();
    const seen: unknown[] = [];
    const twice = async () => void seen.push(await app.auth(), await app.auth());
    await inNext(pageWith(cookie), "render", twice);
    await inNext(pageWith(cookie), "render", twice);
    const [first, again, next] = seen as Session[];
    expect(first?.user?.name).toBe("Ada");
    expect(again).toBe(first);
    expect(next).not.toBe(first);
  });

  it("takes the first of two session cookies, as the proxy and the routes do", async () => {
    const app = NextAuth(configOf());
    const tokenOf = async (name: string) =>
      /session-token=([^;]+)/.exec(await signedIn(app, name))?.[1];
    const [ada, bob] = [await tokenOf("Ada"), await tokenOf("Bob")];
    const cookie = `${cookieName}=${ada}; ${cookieName}=${bob}`;
    const names: unknown[] = [];
    await inNext(pageWith(cookie), "render", async () => {
      names.push((await app.auth())?.user?.name);
    });
    const proxy = app.auth((request) => void names.push(request.auth?.user?.name));
    await (proxy as unknown as NextMiddleware)(pageWith(cookie), {} as never);
    const route = new NextRequest(`${origin}/api/auth/session`, { headers: { cookie } });
    names.push((await (await app.handlers.GET(route)).json()).user.name);
    expect(names).toEqual(["Ada", "Ada", "Ada"]);
  });
});

describe("unstable_update", () => {
  it("gives null where the configuration cannot work, and not the error's body", async () => {
    vi.stubEnv("AUTH_SECRET", "");
    const { cookie } = await appWithAda();
    const broken = NextAuth({ ...configOf(), secret: [] });
    const update = () => broken.unstable_update({ user: { name: "Bob" } });
    const answer = await inNext(pageWith(cookie), "action", update);
    expect(await answer.json()).toEqual({ value: null });
  });
});

describe("the default base path", () => {
  it("has the app's own in front, as Next.js writes it into the bundle", async () => {
    vi.stubEnv("__NEXT_ROUTER_BASEPATH", "/shop");
    const { handlers } = NextAuth(configOf());
    const response = await handlers.GET(new NextRequest(`${origin}/shop/api/auth/providers`));
    expect(await response.json()).toMatchObject({
      credentials: { callbackUrl: `${origin}/shop/api/auth/callback/credentials` },
    });
  });
});
