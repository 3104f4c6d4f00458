import { encode as encodeV5 } from "@auth/core/jwt";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Config, type Library, loadOurs, loadPublished } from "./harness/library.js";
import { type ScriptedProvider, startProvider } from "./harness/provider.js";
import { basePath, oldSecret, origin, secret, start } from "./harness/world.js";
import { alice, chunked, csrfToken, csrfValue, secure } from "./scenarios/kit.js";

type EncodeV4 = (params: {
  token: object;
  secret: string;
  maxAge?: number;
  salt?: string;
}) => Promise<string>;

let published: Library;
let ours: Library;
let provider: ScriptedProvider;
let encodeV4: EncodeV4;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  [published, ours, provider] = await Promise.all([loadPublished(), loadOurs(), startProvider()]);
  // The devDependency next-auth-v4 is npm:next-auth@4.24.15.
  ({ encode: encodeV4 } = (await import("next-auth-v4/jwt")) as unknown as { encode: EncodeV4 });
});
afterAll(() => provider.close());
beforeEach(() => void vi.setSystemTime(start));

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
const day = 86_400;

/** One browser, and the servers it may reach. */
function browser(config: Config = {}) {
  const jar = new Map<string, string>();
  const configs = new Map<Library, Config>();
  const configOf = (library: Library): Config => {
    const made = configs.get(library) ?? { ...standard(), ...config };
    configs.set(library, made);
    return made;
  };
  async function go(library: Library, path: string, form?: Record<string, string>) {
    const url = path.startsWith("http") ? path : `${origin}${basePath}${path}`;
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const body = form ? { method: "POST", body: new URLSearchParams(form) } : {};
    const request = new Request(url, { headers: { cookie }, ...body });
    const response = (await library.Auth(request, configOf(library))) as Response;
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) jar.set(name, value);
      else jar.delete(name);
    }
    return response;
  }
  const session = async (library: Library) => (await go(library, "/session")).json();
  const token = async (library: Library) => (await (await go(library, "/csrf")).json()).csrfToken;
  const signIn = async (library: Library) =>
    go(library, "/callback/credentials", { csrfToken: await token(library) });
  return { jar, go, session, token, signIn };
}

const quiet = { error: () => {}, warn: () => {}, debug: () => {} };

function standard(): Config {
  return {
    secret,
    basePath,
    trustHost: true,
    logger: quiet,
    providers: [
      {
        id: "credentials",
        name: "Credentials",
        type: "credentials",
        credentials: {},
        authorize: () => ({ id: "1", name: "Alice", email: "alice@app.test" }),
      },
      {
        id: "local",
        name: "Local",
        type: "oauth",
        clientId: "client",
        clientSecret: "secret",
        checks: ["pkce", "state"],
        authorization: `${provider.issuer}/authorize?scope=x`,
        token: `${provider.issuer}/token`,
        userinfo: `${provider.issuer}/userinfo`,
      },
    ],
  };
}

const named = (name: string) => ({ user: expect.objectContaining({ name }) });

describe("D1 going over to us, and back", () => {
  test("a session of next-auth v5 is kept by us, renewed, and kept by next-auth v5", async () => {
    const { go, jar, session, signIn } = browser();
    expect((await signIn(published)).status).toBe(302);
    const issued = jar.get(secure.session);
    expect(await session(ours)).toMatchObject(named("Alice"));
    pass(3 * day);
    expect(await session(ours)).toMatchObject(named("Alice"));
    expect(jar.get(secure.session)).not.toBe(issued);
    pass(3 * day);
    expect(await session(published)).toMatchObject(named("Alice"));
    pass(3 * day);
    expect(await session(ours)).toMatchObject(named("Alice"));
    expect((await go(published, "/signout", { csrfToken: "x" })).headers.get("location")).toContain(
      "MissingCSRF",
    );
  });

  test("a session in chunks goes over and back", async () => {
    const { jar, session } = browser();
    const token = await encodeV5({
      token: { ...alice, note: "n".repeat(9000) },
      secret,
      salt: secure.session,
    });
    for (const [name, value] of Object.entries(chunked(secure.session, token)))
      jar.set(name, value);
    pass(3 * day);
    expect(await session(ours)).toMatchObject(named("Alice"));
    expect([...jar.keys()].filter((name) => name.startsWith(secure.session)).length).toBe(4);
    expect(await session(published)).toMatchObject(named("Alice"));
  });

  test("a sign-in that began at next-auth v5 ends with us", async () => {
    const { go, session } = browser();
    const begun = await go(published, "/signin/local", await form(published, go));
    const { state } = Object.fromEntries(new URL(begun.headers.get("location") ?? "").searchParams);
    const code = provider.grant({ userinfo: { name: "Sam" } });
    await go(ours, `/callback/local?${new URLSearchParams({ code, state: state ?? "" })}`);
    expect(await session(ours)).toMatchObject(named("Sam"));
  });
});

async function form(library: Library, go: ReturnType<typeof browser>["go"]) {
  const { csrfToken: token } = await (await go(library, "/csrf")).json();
  return { csrfToken: token as string };
}

describe("D16 next-auth v4", () => {
  const v4Cookie = "__Secure-next-auth.session-token";

  test("a session is kept, re-issued as ours, and the old cookie removed", async () => {
    const { jar, session } = browser();
    jar.set(v4Cookie, await encodeV4({ token: alice, secret }));
    expect(await session(ours)).toMatchObject(named("Alice"));
    expect(jar.has(v4Cookie)).toBe(false);
    expect(await session(ours)).toMatchObject(named("Alice"));
    expect(await session(published)).toMatchObject(named("Alice"));
  });

  test("a session in chunks is kept", async () => {
    const { jar, session } = browser();
    const token = await encodeV4({ token: { ...alice, note: "n".repeat(9000) }, secret });
    for (const [name, value] of Object.entries(chunked(v4Cookie, token))) jar.set(name, value);
    expect(await session(ours)).toMatchObject(named("Alice"));
    expect([...jar.keys()].some((name) => name.startsWith(v4Cookie))).toBe(false);
    expect(await session(published)).toMatchObject(named("Alice"));
  });

  test("compat.v4: false ends it", async () => {
    const { jar, session } = browser({ compat: { v4: false } });
    jar.set(v4Cookie, await encodeV4({ token: alice, secret }));
    expect(await session(ours)).toBeNull();
  });

  const checks: Record<string, object> = {
    state: { state: "s" },
    "PKCE verifier": { code_verifier: "v" },
    "nonce or any check since 4.20": { value: "x" },
    "state that is dressed as a session": { ...alice, state: "s" },
  };
  for (const [name, token] of Object.entries(checks))
    for (const [cookie, salt] of [
      [v4Cookie, ""],
      [secure.session, ""],
      [secure.session, secure.session],
    ] as const)
      test(`a ${name} is no session in ${cookie}${salt && ", salted with its name"}`, async () => {
        const { jar, session } = browser();
        jar.set(cookie, await encodeV4({ token, secret, maxAge: 900, salt }));
        expect(await session(ours)).toBeNull();
      });

  test("a session of v4 counts in its own cookie only", async () => {
    const { jar, session } = browser();
    jar.set(secure.session, await encodeV4({ token: alice, secret }));
    expect(await session(ours)).toBeNull();
  });
});

test("D1 a mixed fleet keeps everybody signed in over 100 requests", async () => {
  const { go, jar, session, signIn } = browser();
  await signIn(ours);
  // Everything else that we set: transactions of sign-ins that were begun.
  for (let tab = 0; tab < 3; tab++) await go(ours, "/signin/local", await form(ours, go));
  expect([...jar.keys()].filter((name) => name.startsWith(`${secure.state}.`)).length).toBe(3);
  for (let turn = 0; turn < 100; turn++) {
    const library = turn % 2 === 0 ? published : ours;
    expect(await session(library), `request ${turn} to ${library.name}`).toMatchObject(
      named("Alice"),
    );
    if (turn % 10 === 9) await go(library, "/signin");
    pass(day / 2);
  }
  const { csrfToken: token } = await form(ours, go);
  await go(published, "/signout", { csrfToken: token });
  expect(await session(ours)).toBeNull();
});

describe("D11 secret rotation", () => {
  test("signs nobody out, and covers CSRF", async () => {
    const before = browser({ secret: oldSecret });
    await before.signIn(ours);
    const token = await before.token(ours);

    const during = browser({ secret: [secret, oldSecret] });
    for (const [name, value] of before.jar) during.jar.set(name, value);
    const { csrfToken: same } = await form(ours, during.go);
    expect(same).toBe(token);
    const posted = await during.go(ours, "/signin/local", { csrfToken: token });
    expect(posted.headers.get("location")).toContain(provider.issuer);
    expect(await during.session(ours)).toMatchObject(named("Alice"));

    const after = browser({ secret });
    for (const [name, value] of during.jar) after.jar.set(name, value);
    expect(await after.session(ours)).toMatchObject(named("Alice"));
  });

  test("a session that is not due is sealed anew with the new secret", async () => {
    const { jar, session } = browser({ secret: [secret, oldSecret] });
    jar.set(
      secure.session,
      await encodeV5({ token: alice, secret: oldSecret, salt: secure.session }),
    );
    const old = jar.get(secure.session);
    expect(await session(ours)).toMatchObject(named("Alice"));
    expect(jar.get(secure.session)).not.toBe(old);
  });

  test("a token of a secret that is no longer listed is refused", async () => {
    const { go, jar, session } = browser({ secret });
    jar.set(
      secure.session,
      await encodeV5({ token: alice, secret: oldSecret, salt: secure.session }),
    );
    jar.set(secure.csrf, encodeURIComponent(csrfValue(oldSecret)));
    expect((await go(ours, "/signout", { csrfToken })).headers.get("location")).toContain(
      "MissingCSRF",
    );
    expect(await session(ours)).toBeNull();
  });

  test("a sign-in that is under way survives", async () => {
    const before = browser({ secret: oldSecret });
    const begun = await before.go(ours, "/signin/local", await form(ours, before.go));
    const { state } = Object.fromEntries(new URL(begun.headers.get("location") ?? "").searchParams);
    const during = browser({ secret: [secret, oldSecret] });
    for (const [name, value] of before.jar) during.jar.set(name, value);
    const code = provider.grant({ userinfo: { name: "Sam" } });
    await during.go(ours, `/callback/local?${new URLSearchParams({ code, state: state ?? "" })}`);
    expect(await during.session(ours)).toMatchObject(named("Sam"));
  });
});
