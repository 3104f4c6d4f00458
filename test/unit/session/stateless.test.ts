import { decode, encode } from "@auth/core/jwt";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { SessionPolicy } from "../../../src/session/policy.js";
import { createStateless } from "../../../src/session/stateless.js";
import { createSuperseded } from "../../../src/session/superseded.js";
import {
  createSessionTokens,
  type JwtSettings,
  type SessionToken,
} from "../../../src/session/token.js";
import { createCodec } from "../../../src/token/codec.js";
import { createMemo } from "../../../src/token/memo.js";
import type {
  AuthCallbacks,
  AuthEvents,
  Cookie,
  CookieOption,
  JWT,
} from "../../../src/types/index.js";

const secret = "a secret that is long enough for anybody";
const name = "authjs.session-token";
const cookie: CookieOption = {
  name,
  options: { httpOnly: true, sameSite: "lax", path: "/", secure: false },
};
const v4Cookie: CookieOption = { ...cookie, name: "next-auth.session-token" };
const day = 86_400;
const policy: SessionPolicy = { maxAge: 30 * day, updateAge: day };

let now: number;
beforeEach(() => {
  now = Date.now();
});

interface Setup {
  callbacks?: AuthCallbacks;
  events?: AuthEvents;
  policy?: SessionPolicy;
  secrets?: [string, ...string[]];
  jwt?: Partial<JwtSettings>;
}

function setUp(setup: Setup = {}) {
  const logged: Error[] = [];
  const secrets = setup.secrets ?? [secret];
  const own = setup.policy ?? policy;
  const engine = createStateless({
    cookie,
    v4Cookie: () => v4Cookie,
    tokens: createSessionTokens({
      codec: createCodec(),
      memo: createMemo<SessionToken>(1_000_000),
      salt: name,
      secrets,
      jwt: { maxAge: own.maxAge, secret: [...secrets], ...setup.jwt },
    }),
    policy: { ...own, ...(setup.jwt?.maxAge && { tokenMaxAge: setup.jwt.maxAge }) },
    superseded: createSuperseded(),
    callbacks: setup.callbacks ?? {},
    events: setup.events ?? {},
    logger: { error: (error) => logged.push(error) },
    now: () => now,
  });
  return { engine, logged };
}

const user = { id: "7", name: "Ada", email: "ada@example.com", image: "/ada.png" };
const account = { provider: "credentials", providerAccountId: "7", type: "credentials" as const };

/** The cookies a browser has after these were set. */
function browser(
  cookies: readonly Cookie[],
  before: Map<string, string> = new Map(),
): Map<string, string> {
  const jar = new Map(before);
  for (const { name, value, options } of cookies) {
    if (options.maxAge === 0) jar.delete(name);
    else jar.set(name, value);
  }
  return jar;
}

async function signedIn(engine: ReturnType<typeof setUp>["engine"]) {
  return browser(await engine.start(new Map(), { user, account, isNewUser: false }));
}

const asServer = { view: "server", writable: true } as const;
const asBrowser = { view: "client", writable: true } as const;

describe("a session", () => {
  it("says who is signed in, until when", async () => {
    const { engine } = setUp();
    const jar = await signedIn(engine);
    const { session, cookies } = await engine.read(jar, asBrowser);
    expect(session).toEqual({
      user: { name: "Ada", email: "ada@example.com", image: "/ada.png" },
      expires: new Date(Math.floor(now / 1000) * 1000 + 30 * day * 1000).toISOString(),
    });
    expect(cookies).toEqual([]);
  });

  it("is nobody without a cookie", async () => {
    expect(await setUp().engine.read(new Map(), asServer)).toEqual({ session: null, cookies: [] });
  });

  it("is stable between renewals, and renewed when due", async () => {
    const { engine } = setUp();
    const jar = await signedIn(engine);
    const first = await engine.read(jar, asBrowser);
    now += (day - 2) * 1000;
    const second = await engine.read(jar, asBrowser);
    expect(second).toEqual(first);
    now += 3000;
    const third = await engine.read(jar, asBrowser);
    expect(third.cookies.map(({ name }) => name)).toEqual([name]);
    expect(Date.parse(third.session?.expires ?? "")).toBeGreaterThan(
      Date.parse(first.session?.expires ?? ""),
    );
    const renewed = browser(third.cookies, jar);
    expect((await engine.read(renewed, asBrowser)).cookies).toEqual([]);
  });

  it("is not renewed, nor promised longer, where no cookie can be written", async () => {
    const { engine } = setUp();
    const jar = await signedIn(engine);
    const before = await engine.read(jar, asServer);
    now += 2 * day * 1000;
    expect(await engine.read(jar, { view: "server", writable: false })).toEqual(before);
  });

  it("ends when idle, and at its absolute end however much it is used", async () => {
    const { engine, logged } = setUp({
      policy: { ...policy, absoluteMaxAge: 3 * day, idleTimeout: 2 * day },
    });
    let jar = await signedIn(engine);
    for (let hours = 0; hours < 71; hours += 12) {
      const { session, cookies } = await engine.read(jar, asBrowser);
      expect(session).not.toBeNull();
      jar = browser(cookies, jar);
      now += 12 * 3600 * 1000;
    }
    const { session, cookies } = await engine.read(jar, asBrowser);
    expect(session).toBeNull();
    expect(cookies).toMatchObject([{ name, value: "", options: { maxAge: 0 } }]);
    expect(logged.at(-1)?.name).toBe("JWTSessionError");
  });

  it("keeps its sign-in time across renewals, out of the callbacks' sight", async () => {
    const seen: JWT[] = [];
    const { engine } = setUp({
      callbacks: {
        jwt({ token }) {
          seen.push({ ...token });
          return token;
        },
      },
    });
    let jar = await signedIn(engine);
    const started = Math.floor(now / 1000);
    now += 2 * day * 1000;
    jar = browser((await engine.read(jar, asBrowser)).cookies, jar);
    const payload = await decode({ token: jar.get(name) as string, secret, salt: name });
    expect(payload).toMatchObject({ latchkey: { start: started }, iat: Math.floor(now / 1000) });
    for (const token of seen) expect(token).not.toHaveProperty("latchkey");
  });
});

describe("the jwt callback", () => {
  it("is told of a sign-in, a read and an update as in Auth.js", async () => {
    const jwt = vi.fn(({ token }) => token);
    const { engine } = setUp({ callbacks: { jwt } });
    const jar = await signedIn(engine);
    expect(jwt).toHaveBeenLastCalledWith({
      token: { name: "Ada", email: "ada@example.com", picture: "/ada.png", sub: "7" },
      user,
      account,
      isNewUser: false,
      trigger: "signIn",
    });
    await engine.read(jar, asBrowser);
    expect(Object.keys(jwt.mock.lastCall?.[0] as object)).toEqual(["token", "session"]);
    await engine.update(jar, { name: "Augusta" }, "client");
    expect(jwt).toHaveBeenLastCalledWith({
      token: expect.objectContaining({ sub: "7" }),
      trigger: "update",
      session: { name: "Augusta" },
    });
  });

  it("may change the token, which is sealed at once", async () => {
    const { engine } = setUp({
      callbacks: {
        jwt: ({ token, trigger, session }) =>
          trigger === "update" ? { ...token, name: session.name } : token,
      },
    });
    const jar = await signedIn(engine);
    const { session, cookies } = await engine.update(jar, { name: "Augusta" }, "client");
    expect(session?.user?.name).toBe("Augusta");
    const { session: later } = await engine.read(browser(cookies, jar), asServer);
    expect(later?.user?.name).toBe("Augusta");
  });

  it("may mutate what it is given without hurting anybody else", async () => {
    const { engine } = setUp({
      callbacks: {
        jwt: ({ token }) => {
          token.visits = ((token.visits as number) ?? 0) + 1;
          return token;
        },
        session: ({ session, token }) => ({ ...session, visits: token.visits }) as never,
      },
    });
    const jar = await signedIn(engine);
    const visits = async (from: Map<string, string>) =>
      (await engine.read(from, { view: "client", writable: false })).session as never as {
        visits: number;
      };
    expect((await visits(jar)).visits).toBe(2);
    expect((await visits(jar)).visits).toBe(2);
  });

  it("ends the session with null", async () => {
    const { engine } = setUp({ callbacks: { jwt: ({ token, user }) => (user ? token : null) } });
    const jar = await signedIn(engine);
    const { session, cookies } = await engine.read(jar, asBrowser);
    expect(session).toBeNull();
    expect(cookies).toMatchObject([{ name, value: "", options: { maxAge: 0 } }]);
    const refused = setUp({ callbacks: { jwt: () => null } }).engine;
    expect(await refused.start(new Map(), { user, account, isNewUser: false })).toEqual([]);
  });

  it("that throws costs this request its session, and nobody the cookie", async () => {
    let broken = false;
    const { engine, logged } = setUp({
      callbacks: {
        jwt: ({ token }) => {
          if (broken) throw new Error("the database is down");
          return token;
        },
      },
    });
    const jar = await signedIn(engine);
    broken = true;
    expect(await engine.read(jar, asBrowser)).toEqual({ session: null, cookies: [] });
    expect(logged.map(({ name }) => name)).toEqual(["JWTSessionError"]);
    broken = false;
    expect((await engine.read(jar, asBrowser)).session).not.toBeNull();
  });
});

describe("the session callback", () => {
  it("decides what a browser gets; on the server the token stands in for a missing user", async () => {
    const { engine } = setUp({
      callbacks: {
        session: ({ session }) => ({ expires: session.expires, role: "admin" }) as never,
      },
    });
    const jar = await signedIn(engine);
    const client = (await engine.read(jar, asBrowser)).session;
    expect(client).toEqual({ expires: client?.expires, role: "admin" });
    expect((await engine.read(jar, asServer)).session).toMatchObject({
      role: "admin",
      user: { sub: "7", name: "Ada" },
    });
  });

  it("is followed by the session event", async () => {
    const session = vi.fn();
    const { engine } = setUp({ events: { session } });
    const jar = await signedIn(engine);
    const reading = await engine.read(jar, asBrowser);
    expect(session).toHaveBeenCalledWith({
      session: reading.session,
      token: expect.objectContaining({ sub: "7" }),
    });
  });
});

describe("sign-out", () => {
  it("tells the event whose session it was, and removes every part of the cookie", async () => {
    const signOut = vi.fn();
    const { engine } = setUp({ events: { signOut } });
    const jar = browser(
      await engine.start(new Map(), {
        user: { ...user, image: "x".repeat(9000) },
        account,
        isNewUser: false,
      }),
    );
    expect(jar.size).toBeGreaterThan(2);
    expect(browser(await engine.end(jar), jar).size).toBe(0);
    expect(signOut).toHaveBeenCalledWith({ token: expect.objectContaining({ sub: "7" }) });
  });

  it("removes a cookie that is none, and says so in the log", async () => {
    const { engine, logged } = setUp();
    expect(await engine.end(new Map([[name, "x"]]))).toMatchObject([
      { name, options: { maxAge: 0 } },
    ]);
    expect(logged.map(({ name }) => name)).toEqual(["SignOutError"]);
  });
});

describe("cookies of others", () => {
  const maxAge = 30 * day;

  it("of Auth.js v5 are sessions, and ours are its", async () => {
    const { engine } = setUp();
    const theirs = await encode({ token: { name: "Ada", sub: "7" }, secret, salt: name, maxAge });
    expect((await engine.read(new Map([[name, theirs]]), asBrowser)).session?.user?.name).toBe(
      "Ada",
    );
    const jar = await signedIn(engine);
    expect(await decode({ token: jar.get(name) as string, secret, salt: name })).toMatchObject({
      sub: "7",
    });
  });

  it("sealed with an older secret are sealed anew", async () => {
    const old = await signedIn(setUp({ secrets: ["older"] }).engine);
    const { engine } = setUp({ secrets: ["newer", "older"] });
    const { session, cookies } = await engine.read(old, asBrowser);
    expect(session?.user?.name).toBe("Ada");
    const jar = browser(cookies, old);
    expect(
      (await setUp({ secrets: ["newer"] }).engine.read(jar, asBrowser)).session?.user?.name,
    ).toBe("Ada");
  });

  it.each(["", ".", "x", "a.b.c.d.e", "%", "\u0000", "x".repeat(100_000)])(
    "that are garbage are nobody: %j",
    async (value) => {
      const { engine } = setUp();
      expect((await engine.read(new Map([[name, value]]), asServer)).session).toBeNull();
    },
  );
});

describe("jwt.encode and jwt.decode of the app's own", () => {
  const jwt = {
    encode: async ({ token }: { token?: JWT }) =>
      Buffer.from(JSON.stringify(token)).toString("base64url"),
    decode: async ({ token = "" }: { token?: string }) =>
      JSON.parse(Buffer.from(token, "base64url").toString()),
  };

  it("make and read the cookie", async () => {
    const { engine } = setUp({ jwt });
    const jar = await signedIn(engine);
    expect(JSON.parse(Buffer.from(jar.get(name) as string, "base64url").toString())).toMatchObject({
      sub: "7",
    });
    expect((await engine.read(jar, asBrowser)).session?.user?.name).toBe("Ada");
  });

  it("are given what Auth.js gives them", async () => {
    const encode = vi.fn(jwt.encode);
    const decode = vi.fn(jwt.decode);
    const { engine } = setUp({ jwt: { encode, decode } });
    const jar = await signedIn(engine);
    await engine.read(jar, asBrowser);
    expect(encode).toHaveBeenCalledWith(
      expect.objectContaining({ salt: name, maxAge: policy.maxAge, secret: [secret] }),
    );
    expect(decode).toHaveBeenCalledWith(
      expect.objectContaining({ salt: name, secret: [secret], token: jar.get(name) }),
    );
  });

  it("that throw are a bad cookie, logged and removed", async () => {
    const { engine, logged } = setUp({ jwt });
    const { session, cookies } = await engine.read(new Map([[name, "!"]]), asBrowser);
    expect(session).toBeNull();
    expect(cookies).toMatchObject([{ name, options: { maxAge: 0 } }]);
    expect(logged.map(({ name }) => name)).toEqual(["JWTSessionError"]);
  });
});

describe("a read that answers late", () => {
  /** An engine whose `jwt` callback waits on reads until it is let go. */
  function slow() {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { engine } = setUp({
      callbacks: {
        async jwt({ token, user, trigger, session }) {
          if (trigger === "update") return { ...token, name: session.name };
          if (!user) await gate;
          return token;
        },
      },
    });
    return { engine, release: () => release() };
  }

  it("does not bring back who has signed out meanwhile", async () => {
    const { engine, release } = slow();
    const jar = await signedIn(engine);
    now += 2 * day * 1000;
    const late = engine.read(jar, asBrowser);
    await engine.end(jar);
    release();
    expect(await late).toEqual({ session: null, cookies: [] });
  });

  it("does not undo an update", async () => {
    const { engine, release } = slow();
    const jar = await signedIn(engine);
    now += 2 * day * 1000;
    const late = engine.read(jar, asBrowser);
    const { cookies } = await engine.update(jar, { name: "Augusta" }, "client");
    release();
    expect((await late).cookies).toEqual([]);
    const { session } = await engine.read(browser(cookies, jar), asBrowser);
    expect(session?.user?.name).toBe("Augusta");
  });

  it("does not overwrite another sign-in", async () => {
    const { engine, release } = slow();
    const jar = await signedIn(engine);
    now += 2 * day * 1000;
    const late = engine.read(jar, asBrowser);
    await engine.start(jar, { user: { id: "8" }, account, isNewUser: false });
    release();
    expect(await late).toEqual({ session: null, cookies: [] });
  });

  it("is as good as any other where nothing happened meanwhile", async () => {
    const { engine, release } = slow();
    const jar = await signedIn(engine);
    await engine.update(jar, { name: "Augusta" }, "client");
    now += 2 * day * 1000;
    release();
    const { session, cookies } = await engine.read(jar, asBrowser);
    expect(session?.user?.name).toBe("Ada");
    expect(cookies).toHaveLength(1);
  });
});

it("a sign-in removes the session of next-auth v4 too", async () => {
  const jar = new Map([["next-auth.session-token", "alice's"]]);
  const cookies = await setUp().engine.start(jar, { user, account, isNewUser: false });
  expect([...browser(cookies, jar).keys()]).toEqual([name]);
});
