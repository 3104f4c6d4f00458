import type { MaybePromise } from "./promise.js";
import { nodeModules } from "./runtime.js";

const encoder = new TextEncoder();

/** The text's bytes in UTF-8. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** base64url without padding (RFC 4648 §5, RFC 7515 §2). */
export function toBase64url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The bytes, or null where {@link isBase64url} is false. */
export function fromBase64url(text: string): Uint8Array | null {
  if (!isBase64url(text)) return null;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** The characters whose unused low bits are zero, by how many characters the last group has. */
const lastOf: Readonly<Record<number, string>> = {
  2: "AQgw",
  3: "AEIMQUYcgkosw048",
};

/**
 * Is this the one base64url text of its bytes? No padding, no whitespace, no foreign characters, and zeroes
 * where bits are left over (RFC 4648 §3.5): otherwise several texts would stand for one value.
 */
export function isBase64url(text: string): boolean {
  return /^[\w-]*$/.test(text) && hasCanonicalEnd(text);
}

/** The part of {@link isBase64url} that the alphabet does not answer. */
export function hasCanonicalEnd(text: string): boolean {
  const rest = text.length % 4;
  return rest === 0 || (lastOf[rest]?.includes(text.charAt(text.length - 1)) ?? false);
}

/** `bytes` random bytes from the platform's CSPRNG, in hexadecimal. */
export function randomHex(bytes: number): string {
  return toHex(crypto.getRandomValues(new Uint8Array(bytes)));
}

/** SHA-256 of the text's UTF-8, in hexadecimal. At once on Node. */
export function sha256Hex(text: string): MaybePromise<string> {
  const node = nodeModules();
  if (node) return node.crypto.createHash("sha256").update(text, "utf8").digest("hex");
  return crypto.subtle
    .digest("SHA-256", utf8(text) as BufferSource)
    .then((digest) => toHex(new Uint8Array(digest)));
}

/** Are they equal? The time taken says nothing of where they differ; it may tell that their lengths do. */
export function timingSafeEqual(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
