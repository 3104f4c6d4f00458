/** Finds the session that a request's cookies hold, ours or next-auth v4's. */
import type { CookieReader } from "../lib/cookie.js";
import type { MaybePromise } from "../lib/promise.js";
import { andThen } from "../token/maybe.js";
import type { Cookie, CookieOption } from "../types/index.js";
import { clearSessionCookie, readSessionCookie } from "./cookie.js";
import { judge, type SessionPolicy } from "./policy.js";
import type { OpenedSession, SessionToken, SessionTokens } from "./token.js";

export interface SearchOptions {
  readonly cookie: CookieOption;
  /** next-auth v4's session cookie; `undefined` once the migration is over. */
  readonly v4Cookie: () => CookieOption | undefined;
  readonly tokens: SessionTokens;
  readonly policy: SessionPolicy;
}

/** A live session and where it came from. */
export interface Found {
  readonly token: SessionToken;
  /** The token as the cookie has it. */
  readonly value: string;
  /** Whether it is time to extend it. */
  readonly renew: boolean;
  /** The cookie of next-auth v4 that it came from, to be removed once ours is set. */
  readonly from?: CookieOption;
}

/** `null`: nobody. `fault`: a cookie that is none, to be removed. */
export type Search = Found | { readonly fault: string } | null;

export interface SessionSearch {
  /** `now` in milliseconds. Throws only what a `jwt.decode` of the app's throws. */
  find(cookies: CookieReader, now: number): MaybePromise<Search>;
  /** Removes whatever of a session the request has. */
  removeAll(cookies: CookieReader): Cookie[];
  /** Removes what the request has of next-auth v4. */
  removeV4(cookies: CookieReader): Cookie[];
}

/** Makes the search for one cookie name. */
export function createSearch({ cookie, v4Cookie, tokens, policy }: SearchOptions): SessionSearch {
  function judged(opened: OpenedSession, value: string, now: number): Found | { fault: string } {
    if ("fault" in opened) return opened;
    const { startedAt, renewedAt, outdated } = opened;
    if (renewedAt === undefined) return { token: opened, value, renew: true };
    const verdict = judge({ startedAt, renewedAt }, now / 1000, policy);
    if (verdict.state === "ended") return { fault: verdict.why };
    return { token: opened, value, renew: verdict.renew || outdated };
  }

  function removeV4(cookies: CookieReader): Cookie[] {
    const legacy = v4Cookie();
    return legacy ? clearSessionCookie(legacy, cookies) : [];
  }

  return {
    find(cookies, now) {
      const value = readSessionCookie(cookies, cookie.name);
      if (value !== null)
        return andThen(tokens.open(value, now), (opened) => judged(opened, value, now));
      const legacy = v4Cookie();
      const old = legacy && readSessionCookie(cookies, legacy.name);
      if (!old) return null;
      return andThen(tokens.openV4(old, now), (opened) => {
        const found = judged(opened, old, now);
        return "fault" in found ? null : { ...found, from: legacy };
      });
    },
    removeAll: (cookies) => [...clearSessionCookie(cookie, cookies), ...removeV4(cookies)],
    removeV4,
  };
}
