import { fromBase64url, hasCanonicalEnd } from "../lib/encoding.js";

/** The content encryptions that are accepted (RFC 7518 §5.1). We issue the first. */
export type ContentEncryption = "A256CBC-HS512" | "A256GCM";

interface Sizes {
  readonly keyBytes: number;
  /** Lengths in base64url characters. */
  readonly ivLength: number;
  readonly tagLength: number;
}

/** RFC 7518 §5.2.5 and §5.3: keys of 64 and 32 bytes, IVs of 16 and 12, tags of 32 and 16. */
export const sizesOf: Readonly<Record<ContentEncryption, Sizes>> = {
  "A256CBC-HS512": { keyBytes: 64, ivLength: 22, tagLength: 43 },
  A256GCM: { keyBytes: 32, ivLength: 16, tagLength: 22 },
};

/**
 * Why a token was refused. `malformed`: no compact JWE; `unsupported`: an algorithm or header parameter that
 * is not ours; `undecryptable`: no secret opens it; `payload`: what was sealed are no claims; the last two:
 * judged by the clock.
 */
export type TokenFault =
  | "malformed"
  | "unsupported"
  | "undecryptable"
  | "payload"
  | "expired"
  | "not-yet-valid";

/** The protected header, judged. */
export interface JoseHeader {
  readonly enc: ContentEncryption;
  /** The thumbprint of the key, where the issuer named one. */
  readonly kid: string | undefined;
}

/** A compact JWE of the right shape: nothing in it is authentic yet. */
export interface CompactJwe extends JoseHeader {
  readonly token: string;
  /** The four parts of a JWE with `alg: dir`, still in base64url; the header is the authenticated data. */
  readonly header: string;
  readonly iv: string;
  readonly ciphertext: string;
  readonly tag: string;
}

export interface Refused {
  readonly fault: TokenFault;
}

/** Longer tokens are neither opened nor sealed. Sixteen cookies of 3,936 characters fit. */
export const maxTokenLength = 65_536;
const maxHeaderLength = 1_024;

/** RFC 7516 §7.1 with an empty encrypted key, as `alg: dir` has it (§5.1 step 6). */
const compactPattern = /^([\w-]+)\.\.([\w-]+)\.([\w-]+)\.([\w-]+)$/;

/** Takes a token apart and judges everything that can be judged without a key. */
export function parseCompact(
  token: string,
  readHeader: (part: string) => JoseHeader | Refused,
): CompactJwe | Refused {
  if (typeof token !== "string" || token.length > maxTokenLength) return { fault: "malformed" };
  const parts = compactPattern.exec(token) as [string, string, string, string, string] | null;
  if (!parts) return { fault: "malformed" };
  const [, header, iv, ciphertext, tag] = parts;
  const read = readHeader(header);
  if ("fault" in read) return read;
  const { ivLength, tagLength } = sizesOf[read.enc];
  const canonical = hasCanonicalEnd(iv) && hasCanonicalEnd(ciphertext) && hasCanonicalEnd(tag);
  if (iv.length !== ivLength || tag.length !== tagLength || !canonical)
    return { fault: "malformed" };
  return { token, header, iv, ciphertext, tag, enc: read.enc, kid: read.kid };
}

/** Parameters that may be there without changing anything (RFC 7516 §4.1). */
const harmless: ReadonlySet<string> = new Set(["alg", "enc", "kid", "typ", "cty"]);

/**
 * Reads a protected header. Any parameter that is not listed is refused rather than ignored: `zip`, `crit`
 * and `p2c` change what has to be done, `jku`, `x5u` and `jwk` bring keys along, and we set none of them.
 */
export function parseHeader(part: string): JoseHeader | Refused {
  const header = part.length <= maxHeaderLength ? parseObject(fromBase64url(part)) : null;
  if (!header) return { fault: "malformed" };
  const { alg, enc, kid } = header;
  if (alg !== "dir" || !isContentEncryption(enc)) return { fault: "unsupported" };
  if (!Object.keys(header).every((name) => harmless.has(name))) return { fault: "unsupported" };
  if (kid !== undefined && typeof kid !== "string") return { fault: "malformed" };
  return { enc, kid };
}

function isContentEncryption(enc: unknown): enc is ContentEncryption {
  return enc === "A256CBC-HS512" || enc === "A256GCM";
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Is there a `__proto__` in the JSON, or an escape that could be an underscore? */
function mayHaveProto(text: string): boolean {
  return text.includes("__proto__") || text.includes("\\u005");
}

/** A JSON object (RFC 7515 §4, RFC 7519 §7.2) from its bytes, or null. Never throws. */
export function parseObject(bytes: Uint8Array | null): Record<string, unknown> | null {
  if (!bytes) return null;
  try {
    const text = decoder.decode(bytes);
    // A member "__proto__" is harmless here, but becomes a prototype once somebody assigns it elsewhere.
    const value: unknown = mayHaveProto(text)
      ? JSON.parse(text, (name, member) => (name === "__proto__" ? undefined : member))
      : JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
