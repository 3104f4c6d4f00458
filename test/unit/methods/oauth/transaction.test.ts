import { describe, expect, test } from "vitest";
import { randomValue } from "../../../../src/methods/oauth/authorization.js";
import type { ResolvedOAuthProvider } from "../../../../src/methods/oauth/provider.js";
import {
  maxKeptLength,
  openState,
  type State,
  sealState,
} from "../../../../src/methods/oauth/state.js";
import {
  derive,
  findByState,
  findOnly,
  type Keeping,
  makeRoom,
  secretCookie,
  stateCookie,
  transactionId,
} from "../../../../src/methods/oauth/transaction.js";
import { createCodec } from "../../../../src/token/codec.js";
import type { OAuthConfig } from "../../../../src/types/provider.js";
import { checkCookies, resolve, secret as serverSecret } from "../../../support/oauth-client.js";

const start = Date.UTC(2026, 0, 1);
const origin = "https://x.test";
const keeping = (now = start): Keeping => ({
  codec: createCodec(),
  secrets: [serverSecret],
  cookie: checkCookies.state,
  origin,
  now,
});

const providerOf = (id: string, checks: ("pkce" | "nonce" | "state")[] = ["pkce"]) =>
  resolve({
    id,
    name: id,
    type: checks.includes("nonce") ? "oidc" : "oauth",
    issuer: "https://op.test",
    checks,
  } as OAuthConfig<unknown>);
const github = providerOf("github");
const google = providerOf("google", ["pkce", "nonce"]);

interface Begun {
  readonly state: State & { readonly id: string };
  readonly secret: string;
  readonly name: string;
}

async function begun(
  provider: ResolvedOAuthProvider = github,
  more: Partial<State> = {},
  now = start,
): Promise<Begun> {
  const secret = randomValue();
  const id = transactionId(now);
  const state = { random: await derive("state", provider, secret), id, ...more };
  return { state, secret, name: `authjs.state.${id}` };
}

const jarOf = (...all: Begun[]) => new Map(all.map(({ name, secret }) => [name, secret]));

async function keep(jar: Map<string, string>, { state }: Begun, now = start): Promise<void> {
  const sealed = await sealState(state, "kept", maxKeptLength, keeping(now));
  const { name, value } = stateCookie(sealed, false, keeping(now));
  jar.set(name, value);
}

describe("a transaction", () => {
  test("comes back as it was, and says how to remove its cookie", async () => {
    const made = await begun(google, { to: "~/a", redirectUri: "https://x.test/b" });
    const found = await findByState(made.state, google, jarOf(made), keeping());
    expect(found).toEqual({
      key: made.state.random,
      verifier: made.secret,
      nonce: await derive("nonce", google, made.secret),
      callbackUrl: "https://x.test/a",
      redirectUri: "https://x.test/b",
      formPost: false,
      cookies: [
        expect.objectContaining({
          name: made.name,
          value: "",
          options: expect.objectContaining({ maxAge: 0, path: "/" }),
        }),
      ],
    });
  });

  test("has a verifier and a nonce only for providers that use them", async () => {
    const provider = providerOf("plain", ["state"]);
    const made = await begun(provider);
    const found = await findByState(made.state, provider, jarOf(made), keeping());
    expect(found).not.toBeNull();
    expect(found).not.toHaveProperty("verifier");
    expect(found).not.toHaveProperty("nonce");
  });

  test("is not found by another random, id, provider or secret", async () => {
    const [made, other] = [await begun(), await begun()];
    const { state } = made;
    const jar = jarOf(made, other);
    const find = (state: State, provider = github, cookies = jar) =>
      findByState(state, provider, cookies, keeping());
    expect(await find(state)).not.toBeNull();
    expect(await find({ ...state, random: other.state.random })).toBeNull();
    expect(await find({ ...state, random: made.secret })).toBeNull();
    expect(await find({ ...state, random: state.random.slice(0, -1) })).toBeNull();
    expect(await find({ ...state, id: other.state.id })).toBeNull();
    expect(await find({ ...state, id: "0".repeat(16) })).toBeNull();
    expect(await find({ random: state.random })).toBeNull();
    expect(await find(state, google)).toBeNull();
    expect(await find(state, github, new Map())).toBeNull();
  });

  test("is not found under another's name", async () => {
    const [one, two] = [await begun(), await begun()];
    const jar = jarOf(one, two);
    jar.set(two.name, one.secret);
    expect(await findByState(two.state, github, jar, keeping())).toBeNull();
  });

  test("needs a secret of the length that we made", async () => {
    for (const secret of ["", "a", "a".repeat(42), "a".repeat(44), `${"a".repeat(42)}=`]) {
      const made = { ...(await begun()), secret };
      const random = await derive("state", github, secret);
      const state = { ...made.state, random };
      expect(await findByState(state, github, jarOf(made), keeping()), secret).toBeNull();
    }
  });

  test("shows nothing of its secret", async () => {
    const { secret, state } = await begun(google);
    const nonce = await derive("nonce", google, secret);
    expect(new Set([secret, state.random, nonce]).size).toBe(3);
    for (const shown of [state.random, nonce]) expect(shown).toMatch(/^[\w-]{43}$/);
    expect(await derive("state", github, secret)).not.toBe(state.random);
  });

  test("of a form is carried cross-site", async () => {
    const { state, secret } = await begun();
    for (const cookie of [
      secretCookie(state.id, secret, true, keeping()),
      stateCookie("sealed", true, keeping()),
    ])
      expect(cookie.options).toMatchObject({ sameSite: "none", secure: true, maxAge: 900 });
    expect(secretCookie(state.id, secret, false, keeping()).options).toMatchObject({
      sameSite: "lax",
      secure: false,
    });
  });
});

describe("the only transaction of a browser", () => {
  test("is found by the state that was kept, at its provider, and both cookies go", async () => {
    const made = await begun(github, { to: "~/a" });
    const jar = jarOf(made);
    await keep(jar, made);
    const found = await findOnly(github, jar, keeping());
    expect(found).toMatchObject({ verifier: made.secret, callbackUrl: "https://x.test/a" });
    expect(found?.cookies.map(({ name }) => name)).toEqual([made.name, "authjs.state.last"]);
    expect(await findOnly(google, jar, keeping())).toBeNull();
  });

  test("is not found without the kept state, or by that of another", async () => {
    const [made, other] = [await begun(), await begun()];
    const jar = jarOf(made);
    expect(await findOnly(github, jar, keeping())).toBeNull();
    await keep(jar, other);
    expect(await findOnly(github, jar, keeping())).toBeNull();
    await keep(jar, made);
    expect(await findOnly(github, jar, keeping())).not.toBeNull();
  });

  test("is none of two, at whatever provider the other one is", async () => {
    for (const provider of [github, google]) {
      const [other, made] = [await begun(provider), await begun()];
      const jar = jarOf(other, made);
      await keep(jar, made);
      expect(await findOnly(github, jar, keeping())).toBeNull();
    }
  });

  test("expired ones do not count", async () => {
    const later = start + 1_000_000;
    const [dead, made] = [await begun(), await begun(github, {}, later)];
    const jar = jarOf(dead, made);
    await keep(jar, made, later);
    expect(await findOnly(github, jar, keeping(later))).not.toBeNull();
    expect(await findOnly(github, jar, keeping(later + 916_000))).toBeNull();
  });

  test("one that finishes by its state leaves a later one's kept state alone", async () => {
    const [first, second] = [await begun(), await begun()];
    const jar = jarOf(first, second);
    await keep(jar, second);
    const found = await findByState(first.state, github, jar, keeping());
    expect(found?.cookies.map(({ name }) => name)).toEqual([first.name]);
    jar.delete(first.name);
    expect(await findOnly(github, jar, keeping())).toMatchObject({ verifier: second.secret });
  });

  test("a state that was sent is not one that was kept, nor the reverse", async () => {
    const made = await begun();
    const jar = jarOf(made);
    jar.set("authjs.state.last", await sealState(made.state, "sent", 1_000, keeping()));
    expect(await findOnly(github, jar, keeping())).toBeNull();
    const kept = await sealState(made.state, "kept", 1_000, keeping());
    expect(await openState(kept, "sent", keeping())).toBeNull();
  });
});

describe("making room", () => {
  const jarWith = (...ids: string[]) =>
    new Map(ids.map((id) => [`authjs.state.${id}`, "s".repeat(43)]));
  const removed = (jar: ReadonlyMap<string, string>) =>
    makeRoom(jar, keeping()).map(({ name }) => name.slice("authjs.state.".length));
  const ids = (count: number) =>
    Array.from({ length: count }, (_, i) => transactionId(start - i * 1_000));

  test("leaves 63 beside the new one", () => {
    expect(removed(jarWith(...ids(63)))).toEqual([]);
  });

  test("removes the oldest of more", () => {
    const all = ids(70);
    expect(removed(jarWith(...all.toReversed()))).toEqual(all.slice(63));
  });

  test("what it leaves fits into 6 KiB, the kept state included, under the longest name", async () => {
    const { codec, secrets, now } = keeping();
    const cookie = { ...checkCookies.state, name: "__Secure-authjs.state" };
    const long = { codec, secrets, now, cookie, origin };
    const { state, secret } = await begun(google, { to: `~/${"a".repeat(500)}`, form: true });
    const one = secretCookie(state.id, secret, true, long);
    const last = stateCookie(await sealState(state, "kept", maxKeptLength, long), true, long);
    const size = (cookie: { name: string; value: string }) =>
      `${cookie.name}=${cookie.value}; `.length;
    expect(64 * size(one) + size(last)).toBeLessThan(6_144);
  });

  test("removes the dead, those of a time to come, and what is no secret", () => {
    const dead = transactionId(start - 901_000);
    const early = transactionId(start + 301_000);
    const strange = transactionId(start - 1_000);
    const jar = jarWith(dead, early, transactionId(start), transactionId(start + 200_000));
    jar.set(`authjs.state.${strange}`, "v".repeat(2_500));
    expect(removed(jar).sort()).toEqual([dead, early, strange].sort());
  });

  test("64 planted cookies of a time to come do not push out one that is under way", () => {
    const under = transactionId(start);
    const planted = Array.from(
      { length: 64 },
      (_, i) => `ffffffff${i.toString(16).padStart(8, "0")}`,
    );
    expect(removed(jarWith(...planted, under))).not.toContain(under);
  });

  test("leaves cookies that are not ours alone", () => {
    const jar = new Map([
      ["authjs.state", "x"],
      ["authjs.state.last", "x"],
      ["authjs.state.short", "x"],
      ["authjs.stateful.0000000000000000", "x"],
      ["other", "x"],
    ]);
    expect(removed(jar)).toEqual([]);
  });
});
