import type { CookieReader } from "../lib/cookie.js";
import type { Account, Cookie, Profile, Session, User } from "../types/index.js";

/** Who asks: our own server code gets what the `session` callback left out as well; a browser never does. */
export type View = "server" | "client";

/** A read: who is signed in, and the cookies that keep it so. */
export interface Reading {
  readonly session: Session | null;
  /** To be set where cookies can be: a renewal, or the removal of a dead session. */
  readonly cookies: readonly Cookie[];
}

/** A sign-in to be turned into a session. */
export interface Start {
  readonly user: User;
  readonly account: Account | null;
  readonly profile?: Profile;
  readonly isNewUser: boolean | undefined;
}

/**
 * Sessions, whatever they are kept in. The engine never throws for what a browser sent: a bad cookie is no session.
 */
export interface SessionEngine {
  /** `writable: false` (a Server Component) neither renews nor extends: what cannot be stored must not be promised. */
  read(cookies: CookieReader, options: { view: View; writable: boolean }): Promise<Reading>;
  /** `update()`: runs the callbacks with `trigger: "update"`. */
  update(cookies: CookieReader, data: unknown, view: View): Promise<Reading>;
  /** Signs in, in place of whoever was there. */
  start(cookies: CookieReader, start: Start): Promise<readonly Cookie[]>;
  /** Signs out. */
  end(cookies: CookieReader): Promise<readonly Cookie[]>;
}
