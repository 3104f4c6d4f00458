import type { NodeModules } from "../lib/runtime.js";
import { type CompactJwe, type ContentEncryption, sizesOf } from "./compact.js";
import { type Engine, type SealingKey, thumbprintInput } from "./engine.js";

/** `node:crypto`, synchronous: no promise and no thread hop, a session is opened in microseconds. */
export function createNodeEngine(node: NodeModules): Engine {
  return {
    name: "node",
    derive(secret, { salt, info }, enc) {
      const { crypto, Buffer } = node;
      const bytes = crypto.hkdfSync("sha256", secret, salt, info, sizesOf[enc].keyBytes);
      const material = Buffer.from(bytes);
      const kid = thumbprint(node, material, enc);
      const header = Buffer.from(JSON.stringify({ alg: "dir", enc, kid })).toString("base64url");
      const make = enc === "A256GCM" ? gcmKey : cbcKey;
      return { kid, ...make(node, material, header) };
    },
  };
}

type Cipher = Omit<SealingKey, "kid">;
type Bytes = ReturnType<NodeModules["Buffer"]["from"]>;

function thumbprint({ crypto }: NodeModules, material: Bytes, enc: ContentEncryption): string {
  return crypto
    .createHash(enc === "A256GCM" ? "sha256" : "sha512")
    .update(thumbprintInput(material.toString("base64url")))
    .digest("base64url");
}

/** AES-256-CBC with HMAC-SHA-512, encrypt then MAC (RFC 7518 §5.2.2): the first half authenticates. */
function cbcKey({ crypto, Buffer }: NodeModules, material: Bytes, header: string): Cipher {
  const macKey = crypto.createSecretKey(material.subarray(0, 32));
  const encKey = crypto.createSecretKey(material.subarray(32));

  /** The input is AAD ‖ IV ‖ ciphertext ‖ length of the AAD in bits; the tag is its first 32 bytes. */
  function tagOf(aad: string, iv: Bytes, ciphertext: Bytes): Bytes {
    const input = Buffer.allocUnsafe(aad.length + iv.length + ciphertext.length + 8);
    let end = input.write(aad, 0, "latin1");
    end += iv.copy(input, end);
    end += ciphertext.copy(input, end);
    input.writeUInt32BE(0, end);
    input.writeUInt32BE(aad.length * 8, end + 4);
    return crypto.createHmac("sha512", macKey).update(input).digest().subarray(0, 32);
  }

  return {
    encrypt(plaintext) {
      const iv = crypto.randomBytes(16);
      const cipher = crypto.createCipheriv("aes-256-cbc", encKey, iv);
      const ciphertext = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
      return join(header, iv, ciphertext, tagOf(header, iv, ciphertext));
    },
    decrypt(jwe: CompactJwe) {
      const iv = Buffer.from(jwe.iv, "base64url");
      const ciphertext = Buffer.from(jwe.ciphertext, "base64url");
      const tag = Buffer.from(jwe.tag, "base64url");
      if (!crypto.timingSafeEqual(tagOf(jwe.header, iv, ciphertext), tag)) return null;
      const decipher = crypto.createDecipheriv("aes-256-cbc", encKey, iv);
      try {
        return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
      } catch {
        // Authentic, but not whole blocks with padding: no oracle, since only a holder of the key gets here.
        return null;
      }
    },
  };
}

/** AES-256-GCM (RFC 7518 §5.3). Node takes shorter tags unless it is told the length. */
function gcmKey({ crypto, Buffer }: NodeModules, material: Bytes, header: string): Cipher {
  const key = crypto.createSecretKey(material);
  const options = { authTagLength: 16 };
  return {
    encrypt(plaintext) {
      const iv = crypto.randomBytes(12);
      const cipher = crypto.createCipheriv("aes-256-gcm", key, iv, options);
      cipher.setAAD(Buffer.from(header, "latin1"));
      const ciphertext = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
      return join(header, iv, ciphertext, cipher.getAuthTag());
    },
    decrypt(jwe: CompactJwe) {
      const iv = Buffer.from(jwe.iv, "base64url");
      const decipher = crypto.createDecipheriv("aes-256-gcm", key, iv, options);
      decipher.setAAD(Buffer.from(jwe.header, "latin1"));
      decipher.setAuthTag(Buffer.from(jwe.tag, "base64url"));
      try {
        return Buffer.concat([
          decipher.update(Buffer.from(jwe.ciphertext, "base64url")),
          decipher.final(),
        ]);
      } catch {
        return null;
      }
    },
  };
}

function join(header: string, ...parts: readonly Bytes[]): string {
  return [header, "", ...parts.map((part) => part.toString("base64url"))].join(".");
}
