import type { ISODateString } from "./common.js";

/** What an app knows of a user without any type of its own. Extend {@link User}, not this. */
export interface DefaultUser {
  id?: string;
  name?: string | null;
  email?: string | null;
  image?: string | null;
}

/**
 * The signed-in user. Add fields by module augmentation:
 * `declare module "next-auth" { interface User { role: string } }`.
 */
export interface User extends DefaultUser {}

/** The session without any field of the app's. Extend {@link Session}, not this. */
export interface DefaultSession {
  user?: User;
  /** When the session ends if nobody uses it, as an ISO 8601 date. */
  expires: ISODateString;
}

/** What `auth()` and `useSession()` give. Add fields by module augmentation. */
export interface Session extends DefaultSession {}

/** The claims every session token has. Times are seconds since the epoch (RFC 7519 §2). */
export interface DefaultJWT extends Record<string, unknown> {
  name?: string | null;
  email?: string | null;
  picture?: string | null;
  sub?: string;
  iat?: number;
  exp?: number;
  jti?: string;
}

/** The content of the session token, as the `jwt` callback sees and returns it. Augment `next-auth/jwt`. */
export interface JWT extends Record<string, unknown>, DefaultJWT {}
