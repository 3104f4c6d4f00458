/** The floor: one A256CBC-HS512 token (RFC 7518 §5.2) opened by node:crypto and parsed. No key is derived, no claim judged. */
import {
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  timingSafeEqual,
} from "node:crypto";

/** @returns {(token: string) => object} */
export function createRawOpen(secret, salt) {
  const info = `Auth.js Generated Encryption Key (${salt})`;
  const key = Buffer.from(hkdfSync("sha256", secret, salt, info, 64));
  const macKey = createSecretKey(key.subarray(0, 32));
  const encryptionKey = createSecretKey(key.subarray(32));
  return (token) => {
    const [header, , ...rest] = token.split(".");
    const [iv, ciphertext, tag] = rest.map((part) => Buffer.from(part, "base64url"));
    const length = Buffer.alloc(8);
    length.writeUInt32BE(header.length * 8, 4);
    const signed = Buffer.concat([Buffer.from(header), iv, ciphertext, length]);
    const expected = createHmac("sha512", macKey).update(signed).digest().subarray(0, 32);
    if (!timingSafeEqual(expected, tag)) throw new Error("not a token of this secret");
    const decipher = createDecipheriv("aes-256-cbc", encryptionKey, iv);
    return JSON.parse(Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString());
  };
}
