import type { MaybePromise } from "../lib/promise.js";
import type { CompactJwe, ContentEncryption } from "./compact.js";

/** What goes into HKDF (RFC 5869) beside the secret. It is what makes a token of one purpose useless for another. */
export interface Derivation {
  readonly salt: string;
  readonly info: string;
}

/** A key that seals and opens compact JWEs with `alg: dir`. */
export interface SealingKey {
  /** JWK thumbprint (RFC 7638), with SHA-512 for keys of 64 bytes and SHA-256 for keys of 32. */
  readonly kid: string;
  /** The plaintext as a compact JWE whose header names the key. */
  encrypt(plaintext: string): MaybePromise<string>;
  /** The plaintext, or null if the token was not made with this key. */
  decrypt(jwe: CompactJwe): MaybePromise<Uint8Array | null>;
}

/** Where the cryptography is done: two of them, that must give the same answers. */
export interface Engine {
  readonly name: "node" | "web";
  derive(secret: string, derivation: Derivation, enc: ContentEncryption): MaybePromise<SealingKey>;
}

/** The JSON whose hash is an octet key's thumbprint: required members only, in order (RFC 7638 §3.2). */
export function thumbprintInput(key: string): string {
  return `{"k":"${key}","kty":"oct"}`;
}
