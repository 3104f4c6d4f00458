import { toBase64url, utf8 } from "../lib/encoding.js";
import { type ContentEncryption, sizesOf } from "./compact.js";
import { type Derivation, type Engine, thumbprintInput } from "./engine.js";

/** WebCrypto by way of `jose`, for the edge, workers and browsers. Loaded when first used: Node never needs it. */
export function createWebEngine(): Engine {
  return {
    name: "web",
    async derive(secret, derivation, enc) {
      const material = await hkdf(secret, derivation, sizesOf[enc].keyBytes);
      const kid = await thumbprint(material, enc);
      return {
        kid,
        async encrypt(plaintext) {
          const { CompactEncrypt } = await import("jose/jwe/compact/encrypt");
          return new CompactEncrypt(utf8(plaintext))
            .setProtectedHeader({ alg: "dir", enc, kid })
            .encrypt(material);
        },
        async decrypt({ token }) {
          const { compactDecrypt } = await import("jose/jwe/compact/decrypt");
          const options = {
            keyManagementAlgorithms: ["dir"],
            contentEncryptionAlgorithms: [enc],
          };
          try {
            return (await compactDecrypt(token, material, options)).plaintext;
          } catch (error) {
            if (isJoseError(error)) return null;
            throw error;
          }
        },
      };
    },
  };
}

/** The token was refused; anything else is a fault of the platform and is not hidden. */
function isJoseError(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" && /^ERR_J(OSE|WE)_/.test(code);
}

/** HKDF with SHA-256 (RFC 5869). */
async function hkdf(secret: string, derivation: Derivation, length: number): Promise<Uint8Array> {
  const { subtle } = crypto;
  const input = utf8(secret) as BufferSource;
  const key = await subtle.importKey("raw", input, "HKDF", false, ["deriveBits"]);
  const algorithm = {
    name: "HKDF",
    hash: "SHA-256",
    salt: utf8(derivation.salt) as BufferSource,
    info: utf8(derivation.info) as BufferSource,
  };
  return new Uint8Array(await subtle.deriveBits(algorithm, key, length * 8));
}

async function thumbprint(material: Uint8Array, enc: ContentEncryption): Promise<string> {
  const hash = enc === "A256GCM" ? "SHA-256" : "SHA-512";
  const input = utf8(thumbprintInput(toBase64url(material))) as BufferSource;
  return toBase64url(new Uint8Array(await crypto.subtle.digest(hash, input)));
}
