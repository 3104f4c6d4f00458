import { describe, expect, test } from "vitest";
import {
  lengthened,
  maxStateLength,
  openState,
  type Sealing,
  type State,
  sealState,
  shortened,
} from "../../../../src/methods/oauth/state.js";
import { createCodec } from "../../../../src/token/codec.js";
import { secret } from "../../../support/oauth-client.js";

const start = Date.UTC(2026, 0, 1);
const sealing = (now = start): Sealing => ({ codec: createCodec(), secrets: [secret], now });
const state: State = { random: "r".repeat(43), id: "0123456789abcdef" };

async function roundTrip(given: State, limit = 1_000): Promise<State | null> {
  return openState(await sealState(given, "sent", limit, sealing()), "sent", sealing());
}

describe("a state", () => {
  test("comes back as it was", async () => {
    const full: State = {
      ...state,
      origin: "https://preview.test/api/auth/callback/github",
      to: "~/a",
      redirectUri: "https://x.test/b",
      form: true,
    };
    expect(await roundTrip(full)).toEqual(full);
    expect(await roundTrip({ random: "r", to: "~" })).toEqual({ random: "r", to: "~" });
  });

  test("ends after 15 minutes, and with the secret", async () => {
    const sealed = await sealState(state, "sent", 1_000, sealing());
    expect(await openState(sealed, "sent", sealing(start + 900_000))).toEqual(state);
    expect(await openState(sealed, "sent", sealing(start + 916_000))).toBeNull();
    const other = { ...sealing(), secrets: ["another secret, also long enough"] as const };
    expect(await openState(sealed, "sent", other)).toBeNull();
  });

  test("is no other sealed value", async () => {
    const { codec } = sealing();
    const seal = (salt: string, claims: object = state) =>
      codec.seal({ ...claims }, { secrets: [secret], salt, maxAge: 900, now: start });
    for (const salt of ["authjs.state", "authjs.session-token", "latchkey.oauth-state"])
      expect(await openState(await seal(salt), "sent", sealing()), salt).toBeNull();
    const hostile = { random: 1, id: state.id };
    expect(await openState(await seal("encodedState", hostile), "sent", sealing())).toBeNull();
    const odd = { ...state, to: 1, id: ["x"], form: "yes", origin: {} };
    expect(await openState(await seal("encodedState", odd), "sent", sealing())).toEqual({
      random: state.random,
    });
  });

  test("takes a callback URL along as far as the provider lets it", async () => {
    const page = (length: number) => `~/${"a".repeat(length - 2)}`;
    const sizes = {
      x: new URL("https://x.com/i/oauth2/authorize"),
      any: new URL("https://op.test"),
    };
    for (const [length, at, fits] of [
      [10, "x", true],
      [100, "x", false],
      [100, "any", true],
      [350, "any", true],
      [512, "any", false],
      [3_000, "any", false],
    ] as const) {
      const limit = maxStateLength(sizes[at]);
      const sealed = await sealState({ ...state, to: page(length) }, "sent", limit, sealing());
      expect(sealed.length).toBeLessThanOrEqual(limit);
      const opened = await openState(sealed, "sent", sealing());
      expect(opened).toEqual(fits ? { ...state, to: page(length) } : state);
    }
  });

  test("is for X of 500 characters at most, whatever it is called", () => {
    for (const host of ["x.com", "twitter.com", "api.twitter.com"])
      expect(maxStateLength(new URL(`https://${host}/i/oauth2/authorize`))).toBe(500);
    for (const host of ["netflix.com", "x.com.test", "github.com"])
      expect(maxStateLength(new URL(`https://${host}/`))).toBe(1_000);
  });
});

describe("a callback URL in a state", () => {
  const origin = "https://x.test";
  const short: Record<string, string> = {
    "https://x.test": "~",
    "https://x.test/": "~/",
    "https://x.test/a?b#c": "~/a?b#c",
    "https://x.test?b": "~?b",
    "https://x.test//evil.test": "~//evil.test",
    "https://x.test.evil.test/": "https://x.test.evil.test/",
    "https://x.test:8443/": "https://x.test:8443/",
    "https://other.test/a": "https://other.test/a",
    "/a": "/a",
    "//other.test/a": "//other.test/a",
    "~.evil.test": "~.evil.test",
  };
  for (const [url, kept] of Object.entries(short))
    test(`${url} is ${kept}, and back`, () => {
      expect(shortened(url, origin)).toBe(kept);
      expect(lengthened(kept, origin)).toBe(url);
    });
});
