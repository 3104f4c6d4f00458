import { describe, expect, it } from "vitest";
import { createCodec } from "../../../src/token/codec.js";
import { openV4, v4SessionCookies } from "../../../src/token/v4.js";
import { claims, type Forgery, forge, olderSecret, salt, secret } from "./forge.js";

const v4: Forgery = {
  salt: "",
  info: "NextAuth.js Generated Encryption Key",
  enc: "A256GCM",
  anonymous: true,
};

/** Made by next-auth 4.24.4 itself, good until 2100. */
const recorded = {
  secret: "a secret shared with next-auth v4",
  session:
    "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..VcVauh0Hn9_hkt53.i0rcCy0d7bAC4eSBbR7Gh4Ivyr7XLK6ogIRBZi5-sOLzvxjyL9Tm7a-G79eHl9SIZRekXQjtY2DMlrHgouK-kVf7ENpecLjtPbe1pSyQYBviejlWszmNFpKA-bGbxaBVO1BA7OjfkZ2wIlzFBJFLplBfaj9uJ_euaOmX_VPD4DtSzdzr4yljU1CCancd_hd5h11j_G5z9ugPZA.cjmdsdkNF12uxYp_6prXEw",
  pkce: "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..vYRWJ86HFFiAxKFH.4Jwmg925WW-EStydaVfFFPQDxfBfzi2BGLtQbUmzhiUdqRttQdX8ctMQ17OfDn4ERLEXwC3c99rhaRJNQzzfHQajnmCgeR_75OptYP2MArrnHS4iW8Vae7wBONrROrETzSB8uYfEa_zGQg.Zv2xEdh3wuny5BtLHIzdnA",
};

describe.each(["node", "web"] as const)("openV4, %s engine", (engine) => {
  const codec = createCodec({ engine });
  const open = async (from: Forgery) =>
    openV4(codec, forge({ ...v4, ...from }), [secret, olderSecret]);

  it("opens a session token that next-auth 4.24.4 made", async () => {
    expect(await openV4(codec, recorded.session, [recorded.secret])).toMatchObject({
      claims: { name: "Ada Lovelace", email: "ada@example.com", picture: null, sub: "42" },
      enc: "A256GCM",
    });
  });

  it("refuses a PKCE cookie that next-auth 4.24.4 made (CVE-2023-48309)", async () => {
    expect(await openV4(codec, recorded.pkce, [recorded.secret])).toEqual({ fault: "payload" });
  });

  it("tries each secret, since v4 names no key", async () => {
    expect(await open({})).toMatchObject({ secretIndex: 0 });
    expect(await open({ secret: olderSecret })).toMatchObject({ secretIndex: 1 });
    expect(await open({ secret: "a third one" })).toEqual({ fault: "undecryptable" });
  });

  it.each<[string, Record<string, unknown>]>([
    ["value", { value: "v" }],
    ["value beside a user", claims({ value: "v" })],
    ["state beside a user", claims({ state: null })],
    ["state", { state: "s" }],
    ["code_verifier", { code_verifier: "v" }],
    ["code_verifier beside a user", claims({ code_verifier: "" })],
    ["nonce", { nonce: "n" }],
    ["nobody", { sub: "", name: null, email: 1 }],
  ])("refuses what is no session: %s", async (_, payload) => {
    const frame = { iat: 1, exp: 4102444800, jti: "j" };
    expect(await open({ payload: { ...frame, ...payload } })).toEqual({ fault: "payload" });
  });

  it.each([
    { iat: undefined },
    { exp: undefined },
    { jti: undefined },
    { exp: "4102444800" },
    { jti: 1 },
  ])("refuses a frame with %j", async (more) =>
    expect(await open({ payload: claims(more) })).toEqual({ fault: "payload" }),
  );

  it("refuses A256CBC-HS512, which v4 never made", async () => {
    expect(await open({ enc: "A256CBC-HS512" })).toEqual({ fault: "unsupported" });
  });

  it("is another purpose than v5, both ways", async () => {
    expect(await codec.open(forge(v4), { secrets: [secret], salt })).toEqual({
      fault: "undecryptable",
    });
    expect(await codec.open(forge(v4), { secrets: [secret], salt: "" })).toEqual({
      fault: "undecryptable",
    });
    expect(await openV4(codec, forge({ enc: "A256GCM" }), [secret])).toEqual({
      fault: "undecryptable",
    });
  });
});

it("names the two cookies of v4", () => {
  expect(v4SessionCookies).toEqual({
    plain: "next-auth.session-token",
    secure: "__Secure-next-auth.session-token",
  });
});
