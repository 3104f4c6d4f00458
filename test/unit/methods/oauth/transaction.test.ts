import { describe, expect, test } from "vitest";
import {
  type Draft,
  findByState,
  findOnly,
  type Keeping,
  makeRoom,
  sealTransaction,
  transactionId,
} from "../../../../src/methods/oauth/transaction.js";
import { createCodec } from "../../../../src/token/codec.js";
import { checkCookies, secret } from "../../../support/oauth-client.js";

const start = Date.UTC(2026, 0, 1);
const keeping = (now = start): Keeping => ({
  codec: createCodec(),
  secrets: [secret],
  cookie: checkCookies.state,
  now,
});

const draft = (more: Partial<Draft> = {}, now = start): Draft => ({
  id: transactionId(now),
  random: "random",
  provider: "github",
  verifier: "verifier",
  formPost: false,
  ...more,
});

async function jarOf(...drafts: Draft[]): Promise<Map<string, string>> {
  const cookies = await Promise.all(drafts.map((one) => sealTransaction(one, keeping())));
  return new Map(cookies.map(({ name, value }) => [name, value]));
}

describe("a transaction", () => {
  test("comes back as it was, and says how to remove its cookie", async () => {
    const made = draft({
      nonce: "nonce",
      callbackUrl: "https://x.test/a",
      redirectUri: "https://x.test/b",
    });
    const jar = await jarOf(made);
    const found = await findByState(
      { random: "random", transaction: made.id },
      "github",
      jar,
      keeping(),
    );
    expect(found).toEqual({
      key: "random",
      provider: "github",
      verifier: "verifier",
      nonce: "nonce",
      callbackUrl: "https://x.test/a",
      redirectUri: "https://x.test/b",
      formPost: false,
      cookies: [
        expect.objectContaining({
          name: `authjs.state.${made.id}`,
          value: "",
          options: expect.objectContaining({ maxAge: 0, path: "/" }),
        }),
      ],
    });
  });

  test("is not found by another random, id, provider, time or secret", async () => {
    const made = draft();
    const jar = await jarOf(made);
    const state = { random: "random", transaction: made.id };
    expect(await findByState({ ...state, random: "Random" }, "github", jar, keeping())).toBeNull();
    expect(
      await findByState({ ...state, transaction: "0".repeat(16) }, "github", jar, keeping()),
    ).toBeNull();
    expect(await findByState({ random: "random" }, "github", jar, keeping())).toBeNull();
    expect(await findByState(state, "google", jar, keeping())).toBeNull();
    expect(await findByState(state, "github", jar, keeping(start + 916_000))).toBeNull();
    const other = { ...keeping(), secrets: ["another secret, also long enough"] as const };
    expect(await findByState(state, "github", jar, other)).toBeNull();
    expect(await findByState(state, "github", jar, keeping(start + 900_000))).not.toBeNull();
  });

  test("is not found under another's name", async () => {
    const [one, two] = [draft(), draft()];
    const jar = await jarOf(one, two);
    jar.set(`authjs.state.${two.id}`, jar.get(`authjs.state.${one.id}`) ?? "");
    const state = { random: "random", transaction: two.id };
    expect(await findByState(state, "github", jar, keeping())).toBeNull();
  });

  test("is no other sealed value", async () => {
    const made = draft();
    const { codec } = keeping();
    const claims = { purpose: "oauth", ...made };
    for (const salt of [
      "authjs.state",
      "authjs.session-token",
      `authjs.state.${made.id}`,
      "encodedState",
    ]) {
      const value = await codec.seal(claims, { secrets: [secret], salt, maxAge: 900, now: start });
      const jar = new Map([[`authjs.state.${made.id}`, value]]);
      const state = { random: "random", transaction: made.id };
      expect(await findByState(state, "github", jar, keeping()), salt).toBeNull();
    }
  });

  test("keeps a long callback URL out of the cookie, so that browsers take it", async () => {
    const cookie = await sealTransaction(
      draft({ callbackUrl: `https://x.test/${"a".repeat(5_000)}` }),
      keeping(),
    );
    expect(cookie.name.length + cookie.value.length).toBeLessThan(1_024);
    const usual = await sealTransaction(
      draft({ callbackUrl: `https://x.test/${"a".repeat(1_000)}` }),
      keeping(),
    );
    expect(usual.name.length + usual.value.length).toBeLessThan(4_000);
  });

  test("of a form is carried cross-site", async () => {
    const { options } = await sealTransaction(draft({ formPost: true }), keeping());
    expect(options).toMatchObject({ sameSite: "none", secure: true });
  });
});

describe("the only transaction of a provider", () => {
  test("is found among those of others, and not among its like", async () => {
    const jar = await jarOf(draft(), draft({ provider: "google" }));
    expect(await findOnly("github", jar, keeping())).toMatchObject({ verifier: "verifier" });
    expect(await findOnly("gitlab", jar, keeping())).toBeNull();
    for (const [name, value] of await jarOf(draft())) jar.set(name, value);
    expect(await findOnly("github", jar, keeping())).toBeNull();
  });

  test("expired ones do not count", async () => {
    const jar = await jarOf(draft());
    const later = start + 1_000_000;
    const fresh = await sealTransaction(draft({}, later), keeping(later));
    jar.set(fresh.name, fresh.value);
    expect(await findOnly("github", jar, keeping(later))).not.toBeNull();
  });
});

describe("making room", () => {
  const added = { name: "authjs.state.x", value: "v".repeat(700), options: {} };
  const jarWith = (...ids: string[]) =>
    new Map(ids.map((id) => [`authjs.state.${id}`, "v".repeat(100)]));
  const removed = (jar: ReadonlyMap<string, string>) =>
    makeRoom(jar, added, keeping()).map(({ name }) => name.slice("authjs.state.".length));

  test("leaves a few", () => {
    expect(removed(jarWith(transactionId(start - 2_000), transactionId(start - 1_000)))).toEqual(
      [],
    );
  });

  test("removes the oldest of many", () => {
    const ids = Array.from({ length: 10 }, (_, i) => transactionId(start - i * 1_000));
    expect(removed(jarWith(...ids))).toEqual(ids.slice(7));
  });

  test("removes the dead", () => {
    const dead = transactionId(start - 901_000);
    expect(removed(jarWith(dead, transactionId(start)))).toEqual([dead]);
  });

  test("removes what is too much together", () => {
    const ids = Array.from({ length: 4 }, (_, i) => transactionId(start - i * 1_000));
    const jar = new Map(ids.map((id) => [`authjs.state.${id}`, "v".repeat(2_500)]));
    expect(removed(jar)).toEqual(ids.slice(2));
  });

  test("leaves cookies that are not ours alone", () => {
    const jar = new Map([
      ["authjs.state", "x"],
      ["authjs.state.short", "x"],
      ["authjs.stateful.0000000000000000", "x"],
      ["other", "x"],
    ]);
    expect(removed(jar)).toEqual([]);
  });
});
