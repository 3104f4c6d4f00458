import { fromBase64url, timingSafeEqual, toBase64url, utf8 } from "../lib/encoding.js";
import { type CompactJwe, type ContentEncryption, sizesOf } from "./compact.js";
import { type Derivation, type Engine, type SealingKey, thumbprintInput } from "./engine.js";

type Bytes = Uint8Array<ArrayBuffer>;
type Cipher = Omit<SealingKey, "kid">;

/**
 * WebCrypto, for the edge, workers and browsers. Not `jose`: its JWE decryption imports `CompressionStream` for a
 * `zip` that we refuse, and Next.js 14 and 15 warn of that in every build with an edge middleware.
 */
export function createWebEngine(): Engine {
  return {
    name: "web",
    async derive(secret, derivation, enc) {
      const material = await hkdf(secret, derivation, sizesOf[enc].keyBytes);
      const kid = await thumbprint(material, enc);
      const header = toBase64url(utf8(JSON.stringify({ alg: "dir", enc, kid })));
      const make = enc === "A256GCM" ? gcmKey : cbcKey;
      return { kid, ...(await make(material, header)) };
    },
  };
}

/** HKDF with SHA-256 (RFC 5869). */
async function hkdf(secret: string, derivation: Derivation, length: number): Promise<Bytes> {
  const { subtle } = crypto;
  const key = await subtle.importKey("raw", bytes(secret), "HKDF", false, ["deriveBits"]);
  const { salt, info } = derivation;
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: bytes(salt), info: bytes(info) };
  return new Uint8Array(await subtle.deriveBits(algorithm, key, length * 8));
}

async function thumbprint(material: Bytes, enc: ContentEncryption): Promise<string> {
  const hash = enc === "A256GCM" ? "SHA-256" : "SHA-512";
  const input = bytes(thumbprintInput(toBase64url(material)));
  return toBase64url(new Uint8Array(await crypto.subtle.digest(hash, input)));
}

/** AES-256-CBC with HMAC-SHA-512, encrypt then MAC (RFC 7518 §5.2.2): the first half authenticates. */
async function cbcKey(material: Bytes, header: string): Promise<Cipher> {
  const { subtle } = crypto;
  const hmac = { name: "HMAC", hash: "SHA-512" };
  const macKey = await subtle.importKey("raw", material.subarray(0, 32), hmac, false, ["sign"]);
  const encKey = await subtle.importKey("raw", material.subarray(32), "AES-CBC", false, [
    "encrypt",
    "decrypt",
  ]);

  /** The input is AAD ‖ IV ‖ ciphertext ‖ length of the AAD in bits; the tag is its first 32 bytes. */
  async function tagOf(aad: string, iv: Bytes, ciphertext: Bytes): Promise<Bytes> {
    const input = new Uint8Array(aad.length + iv.length + ciphertext.length + 8);
    input.set(bytes(aad));
    input.set(iv, aad.length);
    input.set(ciphertext, aad.length + iv.length);
    new DataView(input.buffer).setUint32(input.length - 4, aad.length * 8);
    return new Uint8Array(await subtle.sign("HMAC", macKey, input)).subarray(0, 32);
  }

  return {
    async encrypt(plaintext) {
      const iv = crypto.getRandomValues(new Uint8Array(16));
      const algorithm = { name: "AES-CBC", iv };
      const sealed = new Uint8Array(await subtle.encrypt(algorithm, encKey, bytes(plaintext)));
      return join(header, iv, sealed, await tagOf(header, iv, sealed));
    },
    async decrypt(jwe) {
      const [iv, ciphertext] = partsOf(jwe);
      // The parts are canonical, so that equal texts are equal bytes.
      const tag = toBase64url(await tagOf(jwe.header, iv, ciphertext));
      if (!timingSafeEqual(tag, jwe.tag)) return null;
      return opened(subtle.decrypt({ name: "AES-CBC", iv }, encKey, ciphertext));
    },
  };
}

/** AES-256-GCM (RFC 7518 §5.3). WebCrypto keeps ciphertext and tag together. */
async function gcmKey(material: Bytes, header: string): Promise<Cipher> {
  const { subtle } = crypto;
  const key = await subtle.importKey("raw", material, "AES-GCM", false, ["encrypt", "decrypt"]);
  const algorithmFor = (iv: Bytes, aad: string) => ({
    name: "AES-GCM",
    iv,
    additionalData: bytes(aad),
    tagLength: 128,
  });
  return {
    async encrypt(plaintext) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const whole = await subtle.encrypt(algorithmFor(iv, header), key, bytes(plaintext));
      const cut = whole.byteLength - 16;
      return join(header, iv, new Uint8Array(whole, 0, cut), new Uint8Array(whole, cut));
    },
    decrypt(jwe) {
      const [iv, ciphertext, tag] = partsOf(jwe);
      const whole = new Uint8Array(ciphertext.length + tag.length);
      whole.set(ciphertext);
      whole.set(tag, ciphertext.length);
      return opened(subtle.decrypt(algorithmFor(iv, jwe.header), key, whole));
    },
  };
}

/** WebCrypto's one answer to a key that does not fit, and to padding that does not; the latter is authentic by then. */
async function opened(decryption: Promise<ArrayBuffer>): Promise<Bytes | null> {
  try {
    return new Uint8Array(await decryption);
  } catch (error) {
    if ((error as Error).name === "OperationError") return null;
    throw error;
  }
}

function bytes(text: string): Bytes {
  return utf8(text) as Bytes;
}

/** The shape is judged before: each part decodes. */
function partsOf({ iv, ciphertext, tag }: CompactJwe): [Bytes, Bytes, Bytes] {
  const decode = (part: string) => fromBase64url(part) as Bytes;
  return [decode(iv), decode(ciphertext), decode(tag)];
}

function join(header: string, ...parts: readonly Bytes[]): string {
  return [header, "", ...parts.map(toBase64url)].join(".");
}
