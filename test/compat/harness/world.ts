import { createHash } from "node:crypto";

/** What all scenarios agree on. */
export const origin = "https://app.test";
export const basePath = "/api/auth";
export const secret = "the-secret-of-this-suite-0123456789abcdef";
export const oldSecret = "an-older-secret-of-this-suite-0123456789";
export const foreignSecret = "the-secret-of-somebody-else-0123456789abc";

/** The clock stands at this moment; steps move it. */
export const start: number = Date.parse("2026-03-01T12:00:00Z");

/** Values sealed with one of these are opened when they are observed. */
export const knownSecrets: readonly string[] = [secret, oldSecret, foreignSecret];

/** Redirects to these are compared to the letter. */
export const ownOrigins: readonly string[] = [
  origin,
  "http://localhost:3000",
  "http://app.test",
  "https://public.test",
  "https://proxy.test",
  "https://preview.test",
];

/** SHA-256 of token and secret, as Auth.js binds its CSRF token. */
export function hashCsrf(token: string, under: string): string {
  return createHash("sha256").update(`${token}${under}`).digest("hex");
}
