import { encode } from "@auth/core/jwt";
import { NextRequest } from "next/server.js";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type Config, type Library, loadOurs, loadPublished } from "./harness/library.js";
import { type ScriptedProvider, startProvider } from "./harness/provider.js";
import { basePath, hashCsrf, origin, secret } from "./harness/world.js";
import { csrfToken } from "./scenarios/kit.js";

// Differences that no single answer shows.

let published: Library;
let ours: Library;
let provider: ScriptedProvider;
beforeAll(async () => {
  [published, ours, provider] = await Promise.all([loadPublished(), loadOurs(), startProvider()]);
});
afterAll(() => provider.close());
afterEach(() => void vi.restoreAllMocks());

const quiet = { error: () => {}, warn: () => {}, debug: () => {} };
const cookie = `__Host-authjs.csrf-token=${csrfToken}|${hashCsrf(csrfToken, secret)}`;

function post(path: string, form: Record<string, string> = {}): Request {
  const body = new URLSearchParams({ csrfToken, ...form });
  return new Request(origin + basePath + path, { method: "POST", headers: { cookie }, body });
}

test("D39 discovery is asked for once, not at each step of each sign-in", async () => {
  const count = async (library: Library) => {
    const oidc = {
      id: "o",
      name: "O",
      type: "oidc",
      issuer: provider.issuer,
      clientId: "a",
      clientSecret: "b",
    };
    const config: Config = { secret, basePath, trustHost: true, logger: quiet, providers: [oidc] };
    provider.discoveries = 0;
    for (let turn = 0; turn < 5; turn++) await library.Auth(post("/signin/o"), config);
    return provider.discoveries;
  };
  expect(await count(published)).toBe(5);
  expect(await count(ours)).toBe(1);
});

describe("D40 a wrong password is one line of the log", () => {
  const lines = async (library: Library) => {
    const [error, info] = [vi.spyOn(console, "error"), vi.spyOn(console, "info")];
    for (const spy of [error, info]) spy.mockImplementation(() => {});
    const credentials = {
      id: "c",
      name: "C",
      type: "credentials",
      credentials: {},
      authorize: () => null,
    };
    const config: Config = { secret, basePath, trustHost: true, providers: [credentials] };
    await library.Auth(post("/callback/c"), config);
    return { errors: error.mock.calls.length, infos: info.mock.calls };
  };
  test("ours", async () => {
    const { errors, infos } = await lines(ours);
    expect(errors).toBe(0);
    expect(infos).toHaveLength(1);
    expect(String(infos[0]?.[0])).not.toContain("\n");
  });
  test("theirs is an error with a stack", async () => {
    const { errors, infos } = await lines(published);
    expect(errors).toBe(2);
    expect(infos).toHaveLength(0);
  });
});

test("D52 on the server a session is what the callback returned, not its JSON", async () => {
  const token = await encode({ token: { sub: "1" }, secret, salt: "authjs.session-token" });
  const since = new Date("2026-01-01");
  const seen = async (library: Library) => {
    const session = ({ session }: { session: object }) => ({ ...session, user: { since } });
    const config: Config = {
      ...{ secret, basePath, trustHost: true, useSecureCookies: false, logger: quiet },
      ...{ providers: [], callbacks: { session } },
    };
    let user: unknown;
    const handler = library.NextAuth(config).auth(((request: { auth: { user: unknown } }) => {
      user = request.auth.user;
    }) as never) as (request: Request) => Promise<Response>;
    const headers = { cookie: `authjs.session-token=${token}` };
    await handler(new NextRequest(`${origin}/page`, { headers }));
    return user;
  };
  expect(await seen(published)).toEqual({ since: since.toJSON() });
  expect(await seen(ours)).toEqual({ since });
});
