import { JWTSessionError } from "../errors.js";
import type { JWT } from "../types/index.js";
import { parseObject, type TokenFault } from "./compact.js";

/** Claims nested deeper than this are neither sealed nor opened, so that walking them cannot exhaust the stack. */
const maxDepth = 256;

/** Seconds a token may claim to have been issued ahead of our clock: servers' clocks differ. */
const issuedAheadLeeway = 300;

/** Seconds since the epoch in the year 5138. A time beyond it was written in milliseconds. */
export const maxNumericDate = 1e11;

/** The claims in a plaintext, or null if it holds none. */
export function parseClaims(plaintext: Uint8Array): JWT | null {
  const claims = parseObject(plaintext);
  if (!claims) return null;
  return mayBeTooDeep(plaintext.length) && isDeeperThan(maxDepth, claims) ? null : claims;
}

/**
 * The claims as JSON.
 * @throws {JWTSessionError} if they cannot be written, or are nested deeper than would be read again.
 */
export function stringifyClaims(claims: JWT): string {
  let text: string;
  try {
    text = JSON.stringify(claims);
  } catch (error) {
    throw new JWTSessionError("The token's content cannot be written as JSON", error as Error);
  }
  if (mayBeTooDeep(text.length) && isDeeperThan(maxDepth, JSON.parse(text)))
    throw new JWTSessionError(`The token's content is nested deeper than ${maxDepth} levels`);
  return text;
}

/** Nesting of n levels takes 2 n brackets, so most tokens need no look. */
function mayBeTooDeep(length: number): boolean {
  return length > 2 * maxDepth;
}

function isDeeperThan(depth: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth === 0) return true;
  for (const member of Object.values(value)) if (isDeeperThan(depth - 1, member)) return true;
  return false;
}

/**
 * Is it time for this token? Null means yes. `exp` must be there: a session without an end is none.
 *
 * @param now milliseconds since the epoch
 * @param tolerance seconds by which `exp` and `nbf` may be missed
 */
export function judgeTimes(claims: JWT, now: number, tolerance = 15): TokenFault | null {
  if (claims.exp === undefined) return "payload";
  const seconds = Math.floor(now / 1000);
  if (typeof claims.iat === "number" && claims.iat > seconds + issuedAheadLeeway)
    return "not-yet-valid";
  return judgeNumericDates(claims, seconds, tolerance);
}

/**
 * `exp`, `nbf` and `iat` as RFC 7519 §4.1 has them: each one may be absent, none may be anything but a number.
 *
 * @param seconds since the epoch
 */
export function judgeNumericDates(
  { exp, nbf, iat }: JWT,
  seconds: number,
  tolerance: number,
): TokenFault | null {
  if (!isNumericDate(exp) || !isNumericDate(nbf) || !isNumericDate(iat)) return "payload";
  if (nbf !== undefined && nbf > seconds + tolerance) return "not-yet-valid";
  if (exp !== undefined && exp <= seconds - tolerance) return "expired";
  return null;
}

function isNumericDate(value: unknown): value is number | undefined {
  return value === undefined || (typeof value === "number" && Math.abs(value) <= maxNumericDate);
}
