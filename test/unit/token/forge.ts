/** Makes compact JWEs of any kind, good and bad, without any code of ours: RFC 7516 and 7518 by node:crypto. */
import { createCipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";

export const secret = "a secret that nobody would guess, of some length";
export const olderSecret = "the secret of last year, still listed as second";
export const salt = "__Secure-authjs.session-token";

type Enc = "A256CBC-HS512" | "A256GCM";

export interface Forgery {
  secret?: string;
  salt?: string;
  info?: string;
  enc?: Enc;
  /** Replaces the protected header, or (as a function) changes the usual one. A string is taken as its JSON. */
  header?: string | ((usual: Record<string, unknown>) => unknown);
  /** What is sealed: claims, or a text or bytes as they are. */
  payload?: Record<string, unknown> | string | Uint8Array;
  ivBytes?: number;
  /** Leaves `kid` out. */
  anonymous?: boolean;
}

const b64 = (data: string | Uint8Array) => Buffer.from(data as Uint8Array).toString("base64url");

export function key(enc: Enc, from: Forgery): Buffer {
  const purpose = from.salt ?? salt;
  const info = from.info ?? `Auth.js Generated Encryption Key (${purpose})`;
  const length = enc === "A256GCM" ? 32 : 64;
  return Buffer.from(hkdfSync("sha256", from.secret ?? secret, purpose, info, length));
}

export function thumbprint(enc: Enc, from: Forgery = {}): string {
  const material = key(enc, from);
  return createHash(`sha${material.length * 8}`)
    .update(JSON.stringify({ k: b64(material), kty: "oct" }))
    .digest("base64url");
}

export const now = (): number => Math.floor(Date.now() / 1000);

export const claims = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  name: "Ada Lovelace",
  email: "ada@example.com",
  sub: "42",
  iat: now(),
  exp: now() + 3600,
  jti: "00000000-0000-4000-8000-000000000000",
  ...more,
});

/** A compact JWE: valid unless told otherwise. */
export function forge(from: Forgery = {}): string {
  const enc = from.enc ?? "A256CBC-HS512";
  const usual = { alg: "dir", enc, ...(!from.anonymous && { kid: thumbprint(enc, from) }) };
  const json =
    typeof from.header === "string"
      ? from.header
      : JSON.stringify(from.header ? from.header(usual) : usual);
  const header = b64(json);
  const payload = from.payload ?? claims();
  const plain =
    typeof payload === "string" || payload instanceof Uint8Array
      ? Buffer.from(payload as Uint8Array)
      : Buffer.from(JSON.stringify(payload));
  const iv = randomBytes(from.ivBytes ?? (enc === "A256GCM" ? 12 : 16));
  const seal = enc === "A256GCM" ? sealGcm : sealCbc;
  const { ciphertext, tag } = seal(key(enc, from), header, iv, plain);
  return [header, "", b64(iv), b64(ciphertext), b64(tag)].join(".");
}

function sealGcm(material: Buffer, header: string, iv: Buffer, plain: Buffer) {
  const cipher = createCipheriv("aes-256-gcm", material, iv, { authTagLength: 16 });
  cipher.setAAD(Buffer.from(header));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { ciphertext, tag: cipher.getAuthTag() };
}

function sealCbc(material: Buffer, header: string, iv: Buffer, plain: Buffer) {
  // Node refuses IVs of other lengths itself; a forged one is authenticated all the same.
  const cipher = createCipheriv(
    "aes-256-cbc",
    material.subarray(32),
    Buffer.concat([iv, Buffer.alloc(16)]).subarray(0, 16),
  );
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { ciphertext, tag: macOf(material, header, iv, ciphertext) };
}

/** The tag of A256CBC-HS512, for ciphertexts that are no AES-CBC as well. */
export function macOf(material: Buffer, header: string, iv: Buffer, ciphertext: Buffer): Buffer {
  const bits = Buffer.alloc(8);
  bits.writeBigUInt64BE(BigInt(header.length * 8));
  return createHmac("sha512", material.subarray(0, 32))
    .update(Buffer.concat([Buffer.from(header), iv, ciphertext, bits]))
    .digest()
    .subarray(0, 32);
}

/** The token with one of its five parts changed. */
export function withPart(token: string, index: number, change: (part: string) => string): string {
  const parts = token.split(".");
  parts[index] = change(parts[index] as string);
  return parts.join(".");
}
