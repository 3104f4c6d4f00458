import * as published from "@auth/core/jwt";
import { afterEach, describe, expect, it, vi } from "vitest";
import { JWTSessionError } from "../../../src/errors.js";
import { type Codec, createCodec, type Unsealed } from "../../../src/token/codec.js";
import { maxTokenLength } from "../../../src/token/compact.js";
import { claims, forge, olderSecret, salt, secret, thumbprint } from "./forge.js";

const secrets = [secret] as const;
const engines = ["node", "web"] as const;
const sealing = { secrets, salt, maxAge: 60, now: 1_800_000_000_999 };

afterEach(() => vi.unstubAllGlobals());

describe.each(engines)("the %s engine", (engine) => {
  const codec: Codec = createCodec({ engine });

  it("seals as Auth.js does: header, claims, order", async () => {
    const token = await codec.seal({ sub: "1", iat: 5, exp: 6, jti: "mine", name: "é" }, sealing);
    const header = JSON.parse(Buffer.from(token.split(".")[0]!, "base64url").toString());
    expect(header).toEqual({
      alg: "dir",
      enc: "A256CBC-HS512",
      kid: thumbprint("A256CBC-HS512"),
    });
    const opened = (await codec.open(token, { secrets, salt })) as Unsealed;
    expect(opened).toEqual({
      claims: {
        sub: "1",
        iat: 1_800_000_000,
        exp: 1_800_000_060,
        jti: expect.stringMatching(
          /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
        ),
        name: "é",
      },
      enc: "A256CBC-HS512",
      secretIndex: 0,
    });
  });

  it("never seals the same claims to the same token", async () => {
    const tokens = await Promise.all([codec.seal({}, sealing), codec.seal({}, sealing)]);
    expect(tokens[0]).not.toBe(tokens[1]);
    const ivs = tokens.map((token) => token.split(".")[2]);
    expect(ivs[0]).not.toBe(ivs[1]);
  });

  it("is decoded by the published @auth/core, and decodes it", async () => {
    const now = Date.now();
    const ours = await codec.seal({ sub: "1", deep: { a: [1, null, "é"] } }, { ...sealing, now });
    const decoded = await published.decode({ token: ours, secret, salt });
    expect(decoded).toEqual(((await codec.open(ours, { secrets, salt })) as Unsealed).claims);
    const theirs = await published.encode({ token: { sub: "2" }, secret, salt });
    const opened = (await codec.open(theirs, { secrets, salt })) as Unsealed;
    expect(opened.claims).toEqual(await published.decode({ token: theirs, secret, salt }));
    expect(opened.claims.sub).toBe("2");
  });

  it("opens A256GCM, with and without kid", async () => {
    for (const anonymous of [false, true]) {
      const token = forge({ enc: "A256GCM", anonymous });
      const opened = (await codec.open(token, { secrets, salt })) as Unsealed;
      expect(opened).toMatchObject({ enc: "A256GCM", secretIndex: 0, claims: { sub: "42" } });
    }
  });

  describe("rotation (D81)", () => {
    it("opens with a secret listed second, and says so", async () => {
      const old = await codec.seal({ sub: "1" }, { ...sealing, secrets: [olderSecret] });
      const opened = await codec.open(old, { secrets: [secret, olderSecret], salt });
      expect(opened).toMatchObject({ secretIndex: 1, claims: { sub: "1" } });
    });

    it("refuses once the secret is gone, and an unknown kid", async () => {
      const old = await codec.seal({ sub: "1" }, { ...sealing, secrets: [olderSecret] });
      expect(await codec.open(old, { secrets, salt })).toEqual({ fault: "undecryptable" });
      for (const kid of ["", "../../etc/passwd", "' OR 1=1 --", "__proto__"]) {
        const token = forge({ header: (usual) => ({ ...usual, kid }) });
        expect(await codec.open(token, { secrets, salt })).toEqual({ fault: "undecryptable" });
      }
    });

    it("tries the first secret only on a token without kid, as Auth.js does", async () => {
      const current = forge({ anonymous: true });
      const old = forge({ anonymous: true, secret: olderSecret });
      const listed = { secrets: [secret, olderSecret] as const, salt };
      expect(await codec.open(current, listed)).toMatchObject({ secretIndex: 0 });
      expect(await codec.open(old, listed)).toEqual({ fault: "undecryptable" });
      await expect(
        published.decode({ token: old, secret: [secret, olderSecret], salt }),
      ).rejects.toThrow();
    });
  });

  it("opens claims of any size up to the limit, and refuses to seal more", async () => {
    const fits = "x".repeat(48_600);
    const token = await codec.seal({ fits }, sealing);
    expect(token.length).toBeGreaterThan(65_000);
    expect(await codec.open(token, { secrets, salt })).toMatchObject({ claims: { fits } });
    const tooLarge = async () => codec.seal({ fits: `${fits}${"x".repeat(600)}` }, sealing);
    await expect(tooLarge()).rejects.toThrow(JWTSessionError);
    const theirs = forge({ payload: { fits: `${fits}${"x".repeat(600)}` } });
    expect(theirs.length).toBeGreaterThan(maxTokenLength);
    expect(await codec.open(theirs, { secrets, salt })).toEqual({ fault: "malformed" });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e12, undefined as never])(
    "does not seal with maxAge %s",
    async (maxAge) => {
      await expect((async () => codec.seal({}, { ...sealing, maxAge }))()).rejects.toThrow(
        TypeError,
      );
    },
  );

  it("separates salt, info and secret in the keys it keeps", async () => {
    const one = await codec.seal({}, { ...sealing, salt: "ab", secrets: ["c"] });
    expect(await codec.open(one, { salt: "a", secrets: ["bc"] })).toEqual({
      fault: "undecryptable",
    });
    expect(await codec.open(one, { salt: "ab", secrets: ["c"] })).toMatchObject({ secretIndex: 0 });
  });

  it("keeps working when more purposes are asked for than it keeps keys", async () => {
    const token = await codec.seal({ sub: "1" }, sealing);
    for (let i = 0; i < 300; i++) await codec.open(token, { secrets, salt: `salt ${i}` });
    expect(await codec.open(token, { secrets, salt })).toMatchObject({ claims: { sub: "1" } });
  });
});

describe("createCodec", () => {
  it("takes Node's engine on Node, and is synchronous there", () => {
    const codec = createCodec();
    expect(codec.engine).toBe("node");
    const token = codec.seal({}, sealing);
    expect(token).toBeTypeOf("string");
    expect(codec.open(token as string, { secrets, salt })).toMatchObject({ secretIndex: 0 });
  });

  it("takes WebCrypto on the edge, and refuses to pretend otherwise", async () => {
    vi.stubGlobal("EdgeRuntime", "edge-runtime");
    expect(createCodec().engine).toBe("web");
    expect(() => createCodec({ engine: "node" })).toThrow(TypeError);
    const token = await createCodec().seal({ sub: "1" }, sealing);
    expect(await createCodec().open(token, { secrets, salt })).toMatchObject({
      claims: { sub: "1" },
    });
  });

  it("does not hide that the platform has no crypto", async () => {
    const codec = createCodec({ engine: "web" });
    vi.stubGlobal("crypto", { subtle: undefined });
    await expect(codec.open(forge({ payload: claims() }), { secrets, salt })).rejects.toThrow();
    vi.unstubAllGlobals();
    // The failed key was not kept.
    expect(await codec.open(forge(), { secrets, salt })).toMatchObject({ secretIndex: 0 });
  });
});
