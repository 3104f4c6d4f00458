import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type AuthServer, startAuthServer } from "./support/auth-server.js";

let server: AuthServer;
beforeAll(async () => {
  server = await startAuthServer();
});
afterAll(() => server.close());
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Both clients as a server sees them that starts with this environment. */
async function load(env: Record<string, string>) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  vi.resetModules();
  return {
    ours: await import("../../../src/react/index.js"),
    theirs: await import("next-auth/react"),
  };
}

describe("the routes' place", () => {
  const url = "https://app.example/base/auth/";
  it.each<[Record<string, string>]>([
    [{}],
    [{ NEXTAUTH_URL: "https://app.example" }],
    [{ NEXTAUTH_URL: url }],
    [{ NEXTAUTH_URL: "app.example/auth" }],
    [{ NEXTAUTH_URL: "" }],
    [{ VERCEL_URL: "app.vercel.example" }],
    [{ NEXTAUTH_URL: url, VERCEL_URL: "app.vercel.example" }],
    [{ NEXTAUTH_URL: url, NEXTAUTH_URL_INTERNAL: "http://10.0.0.1:3000/inner" }],
    [{ NEXTAUTH_URL_INTERNAL: "10.0.0.1" }],
  ])("is the published one with %j", async (env) => {
    const { ours, theirs } = await load(env);
    for (const key of ["baseUrl", "basePath", "baseUrlServer", "basePathServer"] as const)
      expect([key, ours.__NEXTAUTH[key]]).toEqual([key, theirs.__NEXTAUTH[key]]);
  });
});

describe("on a server", () => {
  it("gives session, CSRF token and providers as the published client does", async () => {
    const { ours, theirs } = await load({ NEXTAUTH_URL: server.url });
    for (const client of [ours, theirs]) {
      server.requests.length = 0;
      await expect(client.getSession({ broadcast: false })).resolves.toBeNull();
      await expect(client.getCsrfToken()).resolves.toMatch(/^[0-9a-f]{64}$/);
      await expect(client.getProviders()).resolves.toMatchObject({
        credentials: { id: "credentials", name: "Password", type: "credentials" },
        elsewhere: { signinUrl: `${server.url}/api/auth/signin/elsewhere` },
      });
      expect(server.requests).toEqual(["GET session", "GET csrf", "GET providers"]);
    }
  });

  it("sends a cookie that it is given", async () => {
    const { ours, theirs } = await load({ NEXTAUTH_URL: server.url });
    const routes = `${server.url}/api/auth`;
    const first = await fetch(`${routes}/csrf`);
    const { csrfToken } = await first.json();
    const cookies = (response: Response) =>
      response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
    const second = await fetch(`${routes}/callback/credentials`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: cookies(first).join("; ") },
      body: new URLSearchParams({ csrfToken, username: "ada", password: "right" }),
    });
    const params = { broadcast: false, headers: { cookie: cookies(second).join("; ") } };
    const expected = { user: { name: "ada" } };
    await expect(ours.getSession(params)).resolves.toMatchObject(expected);
    await expect(theirs.getSession(params)).resolves.toMatchObject(expected);
  });

  it("does not share a request between two users", async () => {
    const { ours } = await load({ NEXTAUTH_URL: server.url });
    server.requests.length = 0;
    await Promise.all([
      ours.getSession({ headers: { cookie: "authjs.session-token=ada" } }),
      ours.getSession({ headers: { cookie: "authjs.session-token=eve" } }),
    ]);
    expect(server.requests).toEqual(["GET session", "GET session"]);
  });

  it("gives null and an empty token when the server is down", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const { ours } = await load({ NEXTAUTH_URL: "http://127.0.0.1:1" });
    await expect(ours.getSession()).resolves.toBeNull();
    await expect(ours.getProviders()).resolves.toBeNull();
    await expect(ours.getCsrfToken()).resolves.toBe("");
    expect(log).toHaveBeenCalledTimes(3);
  });

  it("exports what the published client exports", async () => {
    const { ours, theirs } = await load({});
    expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
  });
});
