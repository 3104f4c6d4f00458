/** Sessions that live in the cookie alone. */
import { JWTSessionError, SignOutError } from "../errors.js";
import type { CookieReader } from "../lib/cookie.js";
import { cloneJson, equalJson } from "../lib/json.js";
import type { MaybePromise } from "../lib/promise.js";
import { andThen } from "../token/maybe.js";
import type {
  AuthCallbacks,
  AuthEvents,
  Awaitable,
  Cookie,
  CookieOption,
  JWT,
  User,
} from "../types/index.js";
import { clearSessionCookie, readSessionCookie, writeSessionCookie } from "./cookie.js";
import type { Reading, SessionEngine, Start, View } from "./engine.js";
import { expiry, judge, type SessionPolicy } from "./policy.js";
import { presentToken } from "./present.js";
import type { SessionToken, SessionTokens } from "./token.js";

export interface StatelessOptions {
  readonly cookie: CookieOption;
  /** next-auth v4's session cookie; `undefined` once the migration is over. */
  readonly v4Cookie: () => CookieOption | undefined;
  readonly tokens: SessionTokens;
  readonly policy: SessionPolicy;
  readonly callbacks: Pick<AuthCallbacks, "jwt" | "session">;
  readonly events: Pick<AuthEvents, "session" | "signOut">;
  readonly logger: { error(error: Error): void };
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A live session and where it came from. */
interface Found {
  readonly token: SessionToken;
  readonly renew: boolean;
  /** The cookie of next-auth v4 that it came from, to be removed once ours is set. */
  readonly from?: CookieOption;
}

/** `null`: nobody. `fault`: a cookie that is none, to be removed. */
type Search = Found | { readonly fault: string } | null;

/** What a client passed to `update()`. */
interface Update {
  readonly data: unknown;
}

interface ReadOptions {
  readonly view: View;
  readonly writable: boolean;
  readonly update?: Update;
}

const nobody: Reading = Object.freeze({ session: null, cookies: [] });

/** Makes the engine of `strategy: "jwt"`. */
export function createStateless(options: StatelessOptions): SessionEngine {
  const { cookie, tokens, policy, callbacks, events, logger } = options;

  function find(cookies: CookieReader, now: number): MaybePromise<Search> {
    const { value } = readSessionCookie(cookies, cookie.name);
    if (value !== null)
      return andThen(tokens.open(value, now), (opened) => judgeFound(opened, now));
    const legacy = options.v4Cookie();
    const old = legacy && readSessionCookie(cookies, legacy.name).value;
    if (!old) return null;
    return andThen(tokens.openV4(old, now), (opened) => {
      const found = judgeFound(opened, now);
      return "fault" in found ? null : { ...found, from: legacy };
    });
  }

  function judgeFound(
    opened: SessionToken | { fault: string },
    now: number,
  ): Found | { fault: string } {
    if ("fault" in opened) return opened;
    const { startedAt, renewedAt, outdated } = opened;
    if (renewedAt === undefined) return { token: opened, renew: true };
    const verdict = judge({ startedAt, renewedAt }, now / 1000, policy);
    if (verdict.state === "ended") return { fault: verdict.why };
    return { token: opened, renew: verdict.renew || outdated };
  }

  /** The search, with a bad cookie logged and taken for none. */
  async function search(cookies: CookieReader, now: number): Promise<Found | null> {
    try {
      const found = await find(cookies, now);
      if (!found || !("fault" in found)) return found;
      logger.error(new JWTSessionError(`The session cookie was refused: ${found.fault}`));
    } catch (error) {
      logger.error(new JWTSessionError(error as Error));
    }
    return null;
  }

  function removeAll(cookies: CookieReader): Cookie[] {
    const legacy = options.v4Cookie();
    const removed = clearSessionCookie(cookie, cookies);
    return legacy ? [...removed, ...clearSessionCookie(legacy, cookies)] : removed;
  }

  async function seal(
    claims: JWT,
    startedAt: number,
    now: number,
    cookies: CookieReader,
  ): Promise<Cookie[]> {
    const seconds = now / 1000;
    const expires = expiry(startedAt, seconds, policy);
    // The token of a session with an absolute end must not outlive it.
    const untilEnd = policy.absoluteMaxAge === undefined ? Infinity : Math.floor(expires - seconds);
    const maxAge = Math.max(1, Math.min(policy.tokenMaxAge ?? policy.maxAge, untilEnd));
    const value = await tokens.seal(claims, startedAt, maxAge, now);
    return writeSessionCookie(value, cookie, { expires: new Date(expires * 1000) }, cookies);
  }

  /** What the `jwt` callback makes of a copy. */
  function refresh(claims: Readonly<JWT>, update: Update | undefined): Awaitable<JWT | null> {
    const copy = cloneJson(claims) as JWT;
    return callbacks.jwt ? callbacks.jwt(jwtMessage(copy, update)) : copy;
  }

  async function continueSession(
    { token: opened, renew, from }: Found,
    cookies: CookieReader,
    { view, writable, update }: ReadOptions,
    now: number,
  ): Promise<Reading> {
    const token = await refresh(opened.claims, update);
    if (token === null) return { session: null, cookies: removeAll(cookies) };
    const renewing = writable && (renew || update || !equalJson(token, opened.claims));
    const renewedAt = renewing ? now / 1000 : (opened.renewedAt ?? now / 1000);
    const written = renewing ? await seal(token, opened.startedAt, now, cookies) : [];
    const expires = expiry(opened.startedAt, renewedAt, policy);
    const session = await presentToken(callbacks.session, token, expires, view);
    if (events.session) await events.session({ session, token });
    const removed = renewing && from ? clearSessionCookie(from, cookies) : [];
    return { session, cookies: [...written, ...removed] };
  }

  async function read(cookies: CookieReader, how: ReadOptions): Promise<Reading> {
    const now = options.now();
    const found = await search(cookies, now);
    if (!found) return { session: null, cookies: removeAll(cookies) };
    try {
      return await continueSession(found, cookies, how, now);
    } catch (error) {
      // The app's own code failed, not the cookie: it stays.
      logger.error(new JWTSessionError(error as Error));
      return nobody;
    }
  }

  return {
    read,
    update: (cookies, data, view) => read(cookies, { view, writable: true, update: { data } }),
    async start(cookies, start) {
      const now = options.now();
      const token = callbacks.jwt
        ? await callbacks.jwt(signInMessage(start))
        : defaultToken(start.user);
      return token === null ? removeAll(cookies) : seal(token, now / 1000, now, cookies);
    },
    async end(cookies) {
      try {
        const found = await find(cookies, options.now());
        if (found && "fault" in found) throw new Error(`The cookie was refused: ${found.fault}`);
        if (found) await events.signOut?.({ token: cloneJson(found.token.claims) as JWT });
      } catch (error) {
        logger.error(new SignOutError(error as Error));
      }
      return removeAll(cookies);
    },
  };
}

/** What the `jwt` callback is told on a read; on an update also why, and with what. */
function jwtMessage(token: JWT, update: Update | undefined): never {
  const message = update
    ? { token, trigger: "update", session: update.data }
    : { token, session: undefined };
  return message as never;
}

function defaultToken({ name, email, image, id }: User): JWT {
  return { name, email, picture: image, sub: id?.toString() } as JWT;
}

function signInMessage(start: Start): never {
  const { user, account, profile, isNewUser } = start;
  const message = {
    token: defaultToken(user),
    user,
    account,
    ...(profile && { profile }),
    isNewUser,
    trigger: isNewUser ? "signUp" : "signIn",
  };
  return message as never;
}
