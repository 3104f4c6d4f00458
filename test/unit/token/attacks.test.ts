/** Hostile tokens, one table: the catalogue's section D. Both engines must give the same fault for each. */
import { deflateRawSync } from "node:zlib";
import * as published from "@auth/core/jwt";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createCodec, type TokenFault } from "../../../src/token/codec.js";
import { claims, type Forgery, forge, key, macOf, now, salt, secret, withPart } from "./forge.js";

const secrets = [secret] as const;
const codecs = [createCodec({ engine: "node" }), createCodec({ engine: "web" })];

const headerOf = (more: Record<string, unknown>): Forgery => ({
  header: (usual) => ({ ...usual, ...more }),
});
const b64 = (data: string | Uint8Array) => Buffer.from(data as Uint8Array).toString("base64url");
const bytes = (text: string) => Buffer.from(text, "base64url");
const cbc = forge();
const gcm = forge({ enc: "A256GCM" });
const claimsOf = (json: string) => JSON.stringify(claims()).replace(/}$/, `,${json}}`);

/** Cuts the decoded part to so many bytes. */
const cut = (token: string, index: number, length: number) =>
  withPart(token, index, (part) => b64(bytes(part).subarray(0, length)));
/** Lengthens the decoded part. */
const extend = (token: string, index: number, more: number) =>
  withPart(token, index, (part) => b64(Buffer.concat([bytes(part), Buffer.alloc(more)])));
const flip = (token: string, index: number, at: number) =>
  withPart(token, index, (part) => {
    const changed = bytes(part);
    changed[at < 0 ? changed.length + at : at]! ^= 1;
    return b64(changed);
  });
/** The same bytes, with a bit set that base64url leaves unused. */
const sloppyEnd = (token: string, index: number) =>
  withPart(token, index, (part) => {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return part.slice(0, -1) + alphabet[alphabet.indexOf(part.at(-1)!) + 1];
  });

/** Authentic under the MAC, but no AES-CBC inside. */
function authenticGarbage(ciphertext: Buffer): string {
  const [header] = cbc.split(".") as [string];
  const iv = Buffer.alloc(16, 7);
  const tag = macOf(key("A256CBC-HS512", {}), header, iv, ciphertext);
  return [header, "", b64(iv), b64(ciphertext), b64(tag)].join(".");
}

const jws = (alg: string) =>
  `${b64(JSON.stringify({ alg }))}.${b64(JSON.stringify(claims()))}.${alg === "none" ? "" : "c2ln"}`;

const table: [string, string, TokenFault][] = [
  ["D67 JWS with alg none", jws("none"), "malformed"],
  ["D67 JWS with HS256", jws("HS256"), "malformed"],
  ["D67 alg none in five parts", forge(headerOf({ alg: "none" })), "unsupported"],
  ["D67 enc none", forge(headerOf({ enc: "none" })), "unsupported"],
  ["D67 alg missing", forge(headerOf({ alg: undefined })), "unsupported"],
  ["D67 alg Dir", forge(headerOf({ alg: "Dir" })), "unsupported"],
  ["D67 alg as a list", forge(headerOf({ alg: ["dir"] })), "unsupported"],
  ["D67 alg A256KW", forge(headerOf({ alg: "A256KW" })), "unsupported"],
  [
    "D67 PBES2 with 2^31 rounds",
    forge(headerOf({ alg: "PBES2-HS256+A128KW", p2c: 2 ** 31, p2s: "c2FsdA" })),
    "unsupported",
  ],
  ["D67 p2c beside alg dir", forge(headerOf({ p2c: 2 ** 31 })), "unsupported"],
  ["D69 enc says GCM, sealed with CBC", forge(headerOf({ enc: "A256GCM" })), "malformed"],
  [
    "D69 enc says CBC, sealed with GCM",
    forge({ ...headerOf({ enc: "A256CBC-HS512" }), enc: "A256GCM" }),
    "malformed",
  ],
  ["D69 A128CBC-HS256", forge(headerOf({ enc: "A128CBC-HS256" })), "unsupported"],
  ["D69 A192GCM", forge(headerOf({ enc: "A192GCM" })), "unsupported"],
  ["D69 enc of the prototype", forge(headerOf({ enc: "constructor" })), "unsupported"],
  ["D69 enc as a list", forge(headerOf({ enc: ["A256CBC-HS512"] })), "unsupported"],
  [
    "D70 zip",
    forge({ ...headerOf({ zip: "DEF" }), payload: deflateRawSync(JSON.stringify(claims())) }),
    "unsupported",
  ],
  [
    "D70 zip bomb",
    forge({ ...headerOf({ zip: "DEF" }), payload: deflateRawSync(Buffer.alloc(40_000_000)) }),
    "unsupported",
  ],
  ["D70 zip null", forge(headerOf({ zip: null })), "unsupported"],
  ["D70 crit", forge(headerOf({ crit: ["exp"], exp: 1 })), "unsupported"],
  ["D70 crit b64", forge(headerOf({ crit: ["b64"], b64: false })), "unsupported"],
  ["D70 b64", forge(headerOf({ b64: true })), "unsupported"],
  ["D70 apu", forge(headerOf({ apu: "YQ" })), "unsupported"],
  ["D70 epk", forge(headerOf({ epk: { kty: "EC" } })), "unsupported"],
  ...[0, 4, 8, 12, 15].flatMap((length): [string, string, TokenFault][] => [
    [`D71 GCM tag of ${length} bytes`, cut(gcm, 4, length), "malformed"],
    [`D71 CBC tag of ${length} bytes`, cut(cbc, 4, length), "malformed"],
  ]),
  ["D71 CBC tag of 16 bytes", cut(cbc, 4, 16), "malformed"],
  ["D71 CBC tag of 31 bytes", cut(cbc, 4, 31), "malformed"],
  ["D71 CBC tag of 33 bytes", extend(cbc, 4, 1), "malformed"],
  ["D71 GCM tag of 17 bytes", extend(gcm, 4, 1), "malformed"],
  ["D71 GCM IV of 8 bytes", forge({ enc: "A256GCM", ivBytes: 8 }), "malformed"],
  ["D71 GCM IV of 16 bytes", forge({ enc: "A256GCM", ivBytes: 16 }), "malformed"],
  ["D71 CBC IV of 8 bytes", forge({ ivBytes: 8 }), "malformed"],
  ["D71 CBC IV of 12 bytes", forge({ ivBytes: 12 }), "malformed"],
  ["D71 CBC IV of 17 bytes", forge({ ivBytes: 17 }), "malformed"],
  ["D71 no IV", withPart(cbc, 2, () => ""), "malformed"],
  ...[cbc, gcm].flatMap((token, i) =>
    [2, 3, 4].flatMap((part) =>
      [0, -1].map((at): [string, string, TokenFault] => [
        `D71 flipped bit, ${["CBC", "GCM"][i]} part ${part} byte ${at}`,
        flip(token, part, at),
        "undecryptable",
      ]),
    ),
  ),
  [
    "D71 ciphertext shortened by a block",
    cut(cbc, 3, bytes(cbc.split(".")[3]!).length - 16),
    "undecryptable",
  ],
  ["D71 ciphertext and IV swapped bytes", flip(flip(cbc, 2, 3), 3, 3), "undecryptable"],
  ["D71 authentic, half a block", authenticGarbage(Buffer.alloc(24)), "undecryptable"],
  ["D71 authentic, bad padding", authenticGarbage(Buffer.alloc(32)), "undecryptable"],
  ["D72 six parts", `${cbc}.`, "malformed"],
  ["D72 six parts with text", `${cbc}.AAAA`, "malformed"],
  ["D72 four parts", cbc.split(".").slice(0, 4).join("."), "malformed"],
  ["D72 an encrypted key", withPart(cbc, 1, () => "AAAA"), "malformed"],
  ["D72 empty ciphertext", withPart(cbc, 3, () => ""), "malformed"],
  ["D72 empty header", withPart(cbc, 0, () => ""), "malformed"],
  ["D72 empty", "", "malformed"],
  ["D72 dots", "....", "malformed"],
  ...[0, 2, 3, 4].flatMap((part): [string, string, TokenFault][] => [
    [`D72 padding in part ${part}`, withPart(cbc, part, (text) => `${text}=`), "malformed"],
    [`D72 space in part ${part}`, withPart(cbc, part, (text) => ` ${text}`), "malformed"],
    [`D72 newline after part ${part}`, withPart(cbc, part, (text) => `${text}\n`), "malformed"],
    [`D72 plus in part ${part}`, withPart(cbc, part, (text) => `+${text.slice(1)}`), "malformed"],
    [`D72 slash in part ${part}`, withPart(cbc, part, (text) => `/${text.slice(1)}`), "malformed"],
    [
      `D72 letter of another script in part ${part}`,
      withPart(cbc, part, (text) => `ａ${text.slice(1)}`),
      "malformed",
    ],
  ]),
  ["D72 unused bits in the IV", sloppyEnd(cbc, 2), "malformed"],
  ["D72 unused bits in the tag", sloppyEnd(cbc, 4), "malformed"],
  ["D72 unused bits in the GCM tag", sloppyEnd(gcm, 4), "malformed"],
  [
    "D72 length 1 modulo 4",
    withPart(cbc, 3, (text) => `${text.slice(0, text.length - (text.length % 4))}A`),
    "malformed",
  ],
  ["D72 header null", forge({ header: "null" }), "malformed"],
  ["D72 header list", forge({ header: '[{"alg":"dir"}]' }), "malformed"],
  ["D72 header text", forge({ header: '"dir"' }), "malformed"],
  ["D72 header no JSON", forge({ header: "{" }), "malformed"],
  ["D72 header of 100 KB", forge(headerOf({ typ: "x".repeat(100_000) })), "malformed"],
  ["D72 header of 2 KB", forge(headerOf({ typ: "x".repeat(2_000) })), "malformed"],
  ["D72 kid a number", forge(headerOf({ kid: 1 })), "malformed"],
  ["D72 kid null", forge(headerOf({ kid: null })), "malformed"],
  ["D72 header nested 30,000 deep", forge({ header: `{"alg":${"[".repeat(30_000)}` }), "malformed"],
  ["D72 token of 100 KB", `${cbc.slice(0, -43)}${"A".repeat(100_000)}`, "malformed"],
  ["D76 another cookie's salt", forge({ salt: "authjs.session-token" }), "undecryptable"],
  ["D76 no salt", forge({ salt: "" }), "undecryptable"],
  [
    "D76 right salt, v4's info",
    forge({ info: "NextAuth.js Generated Encryption Key" }),
    "undecryptable",
  ],
  ...["state", "pkce.code_verifier", "nonce", "challenge", "csrf-token", "callback-url"].map(
    (name): [string, string, TokenFault] => [
      `D77 the ${name} cookie as a session`,
      forge({ salt: `__Secure-authjs.${name}`, payload: { value: "v", exp: now() + 900 } }),
      "undecryptable",
    ],
  ),
  ["D77 the state of an authorization request", forge({ salt: "encodedState" }), "undecryptable"],
  ["D77 a CSRF cookie", `${"a".repeat(64)}|${"b".repeat(64)}`, "malformed"],
  ["D77 a callback URL", "https://app.test/", "malformed"],
  [
    "D81 another secret, right kid",
    forge({
      secret: "other",
      header: (usual) => ({ ...usual, kid: JSON.parse(bytes(cbc.split(".")[0]!).toString()).kid }),
    }),
    "undecryptable",
  ],
  ["D81 another secret", forge({ secret: "other" }), "undecryptable"],
  ...["jku", "x5u", "jwk", "x5c", "x5t", "x5t#S256"].map((name): [string, string, TokenFault] => [
    `D82 ${name}`,
    forge(headerOf({ [name]: "https://evil.test/keys" })),
    "unsupported",
  ]),
  ["D85 a list as claims", forge({ payload: "[]" }), "payload"],
  ["D85 text as claims", forge({ payload: '"x"' }), "payload"],
  ["D85 null as claims", forge({ payload: "null" }), "payload"],
  ["D85 no JSON as claims", forge({ payload: "sub=1" }), "payload"],
  ["D85 nothing as claims", forge({ payload: "" }), "payload"],
  ["D85 claims in Latin-1", forge({ payload: Buffer.from('{"a":"é"}', "latin1") }), "payload"],
  [
    "D85 claims nested 20,000 deep",
    forge({ payload: claimsOf(`"a":${"[".repeat(20_000)}${"]".repeat(20_000)}`) }),
    "payload",
  ],
];

afterEach(() => vi.unstubAllGlobals());

describe.each(codecs)("the $engine engine", (codec) => {
  it("opens what the attacks start from", async () => {
    for (const token of [cbc, gcm])
      expect(await codec.open(token, { secrets, salt })).toHaveProperty("claims.sub", "42");
  });

  it.each(table)("%s", async (_, token, fault) => {
    const fetched = vi.fn();
    vi.stubGlobal("fetch", fetched);
    expect(await codec.open(token, { secrets, salt })).toEqual({ fault });
    expect(fetched).not.toHaveBeenCalled();
  });

  it("takes no value but a string for a token", async () => {
    for (const value of [undefined, null, 1, {}, [cbc], new String(cbc)])
      expect(await codec.open(value as never, { secrets, salt })).toEqual({ fault: "malformed" });
  });

  it("accepts typ and cty, which change nothing", async () => {
    const token = forge(headerOf({ typ: "JWT", cty: "json" }));
    expect(await codec.open(token, { secrets, salt })).toHaveProperty("claims.sub", "42");
  });
});

it("the published decode accepts none of what we refuse for its cryptography", async () => {
  // Where it is laxer: header parameters without meaning, sloppy base64, sizes, nesting.
  const laxer = /D70 (zip$|b64|apu|epk)|D67 p2c beside|D72|D82|20,000 deep/;
  const accepted: string[] = [];
  for (const [name, token] of table)
    await published.decode({ token, secret, salt }).then(
      (claims) => claims && accepted.push(name),
      () => {},
    );
  expect(accepted.filter((name) => !laxer.test(name))).toEqual([]);
});
