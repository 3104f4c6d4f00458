/** Sessions that live in the cookie alone. */
import { JWTSessionError, SignOutError } from "../errors.js";
import type { CookieReader } from "../lib/cookie.js";
import { cloneJson, equalJson } from "../lib/json.js";
import type { AuthCallbacks, AuthEvents, Awaitable, Cookie, JWT, User } from "../types/index.js";
import { readSessionCookie, writeSessionCookie } from "./cookie.js";
import type { Reading, SessionEngine, Start, View } from "./engine.js";
import { expiry } from "./policy.js";
import { presentToken } from "./present.js";
import { createSearch, type Found, type SearchOptions } from "./search.js";
import type { Superseded } from "./superseded.js";

export interface StatelessOptions extends SearchOptions {
  readonly superseded: Superseded;
  readonly callbacks: Pick<AuthCallbacks, "jwt" | "session">;
  readonly events: Pick<AuthEvents, "session" | "signOut">;
  readonly logger: { error(error: Error): void };
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

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
  const { cookie, tokens, policy, callbacks, events, logger, superseded } = options;
  const { find, removeAll, removeV4 } = createSearch(options);

  /** A bad cookie is logged, and taken for none. */
  function refuse(fault: string | Error): null {
    const why = typeof fault === "string" ? `The session cookie was refused: ${fault}` : fault;
    logger.error(new JWTSessionError(why));
    return null;
  }

  async function findOrNobody(cookies: CookieReader, now: number): Promise<Found | null> {
    try {
      const search = find(cookies, now);
      // On Node there is nothing to wait for, and a read is short enough to notice that.
      const found = search instanceof Promise ? await search : search;
      return found && "fault" in found ? refuse(found.fault) : found;
    } catch (error) {
      return refuse(error as Error);
    }
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
    { token: opened, value, renew, from }: Found,
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
    // Asked last: the callbacks took their time.
    const fate = superseded.since(value, now);
    if (fate === "ended") return nobody;
    if (fate === "replaced" && !update) return { session, cookies: [] };
    if (update) superseded.mark(value, options.now(), false);
    return { session, cookies: renewing && from ? [...written, ...removeV4(cookies)] : written };
  }

  async function read(cookies: CookieReader, how: ReadOptions): Promise<Reading> {
    const now = options.now();
    const found = await findOrNobody(cookies, now);
    if (!found) return { session: null, cookies: removeAll(cookies) };
    try {
      return await continueSession(found, cookies, how, now);
    } catch (error) {
      // The app's own code failed, not the cookie: it stays.
      logger.error(new JWTSessionError(error as Error));
      return nobody;
    }
  }

  async function start(cookies: CookieReader, start: Start): Promise<Cookie[]> {
    const now = options.now();
    const token = callbacks.jwt
      ? await callbacks.jwt(signInMessage(start))
      : defaultToken(start.user);
    const value = readSessionCookie(cookies, cookie.name);
    if (value !== null) superseded.mark(value, options.now(), true);
    if (token === null) return removeAll(cookies);
    return [...(await seal(token, now / 1000, now, cookies)), ...removeV4(cookies)];
  }

  async function end(cookies: CookieReader): Promise<Cookie[]> {
    try {
      const found = await find(cookies, options.now());
      if (found && "fault" in found) throw new Error(`The cookie was refused: ${found.fault}`);
      if (found) superseded.mark(found.value, options.now(), true);
      if (found) await events.signOut?.({ token: cloneJson(found.token.claims) as JWT });
    } catch (error) {
      logger.error(new SignOutError(error as Error));
    }
    return removeAll(cookies);
  }

  return {
    read,
    update: (cookies, data, view) => read(cookies, { view, writable: true, update: { data } }),
    start,
    end,
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
