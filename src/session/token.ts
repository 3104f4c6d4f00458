/** The session token: sealed claims, plus one claim of ours that callbacks never see. */
import type { MaybePromise } from "../lib/promise.js";
import { type Codec, judgeTimes, type TokenFault } from "../token/codec.js";
import type { Memo } from "../token/memo.js";
import type { Secrets } from "../token/secrets.js";
import { openV4 } from "../token/v4.js";
import type { JWT, JWTOptions } from "../types/index.js";

/** The claim that keeps what a renewal must not change. Removed before an app's callback sees the token. */
const ours = "latchkey";

/** An open session token. Frozen: whoever hands the claims on hands on a clone. */
export interface SessionToken {
  readonly claims: Readonly<JWT>;
  /** Sign-in, in seconds since the epoch. */
  readonly startedAt: number;
  /** The last renewal. `undefined` where a `jwt.decode` of the app's does not say. */
  readonly renewedAt: number | undefined;
  /** Sealed in a way that is on its way out (an older secret, next-auth v4): to be sealed anew. */
  readonly outdated: boolean;
}

export type OpenedSession = SessionToken | { readonly fault: TokenFault };

export interface SessionTokens {
  /** Throws only what a `jwt.decode` of the app's throws. `now` in milliseconds. */
  open(token: string, now: number): MaybePromise<OpenedSession>;
  /** As `open`, for the value of a next-auth v4 session cookie. */
  openV4(token: string, now: number): MaybePromise<OpenedSession>;
  /** `maxAge` in seconds, `now` in milliseconds. */
  seal(claims: JWT, startedAt: number, maxAge: number, now: number): MaybePromise<string>;
}

export interface SessionTokenOptions {
  readonly codec: Codec;
  readonly memo: Memo<SessionToken>;
  /** The session cookie's name: it is part of the key, so that no other cookie's value is a session. */
  readonly salt: string;
  readonly secrets: Secrets;
  /** The app's own `encode` and `decode`, and what they are given. */
  readonly jwt: Partial<JWTOptions> & { readonly maxAge: number; readonly secret: string | string[] };
}

function toSessionToken(payload: JWT, outdated: boolean): SessionToken {
  const { [ours]: own, ...claims } = payload;
  const start = (own as { start?: unknown } | undefined)?.start;
  const startedAt = typeof start === "number" ? start : (claims.iat ?? 0);
  return Object.freeze({ claims: claims as JWT, startedAt, renewedAt: claims.iat, outdated });
}

function judged(token: SessionToken, now: number): OpenedSession {
  const fault = judgeTimes(token.claims, now);
  return fault ? { fault } : token;
}

/** Makes what opens and seals the session tokens of one cookie name. */
export function createSessionTokens(options: SessionTokenOptions): SessionTokens {
  const { codec, memo, salt, secrets, jwt } = options;

  function open(value: string, now: number): MaybePromise<OpenedSession> {
    const known = memo.get(value);
    if (known) return judged(known, now);
    const opened = codec.open(value, { secrets, salt });
    const keep = (result: Awaited<typeof opened>): OpenedSession => {
      if ("fault" in result) return result;
      const token = toSessionToken(result.claims, result.secretIndex > 0);
      memo.set(value, token);
      return judged(token, now);
    };
    return opened instanceof Promise ? opened.then(keep) : keep(opened);
  }

  async function openOwn(value: string, now: number): Promise<OpenedSession> {
    const payload = await jwt.decode?.({ ...(jwt as JWTOptions & typeof jwt), token: value, salt });
    if (!payload) return { fault: "payload" };
    const { iat } = payload;
    const token = toSessionToken(payload, false);
    // A `decode` of the app's has judged the times it knows of; a token without any starts now.
    return iat === undefined ? { ...token, startedAt: token.startedAt || now / 1000 } : token;
  }

  return {
    open: jwt.decode ? openOwn : open,
    openV4(value, now) {
      const opened = openV4(value, secrets);
      const keep = (claims: JWT | null): OpenedSession =>
        claims ? judged(toSessionToken(claims, true), now) : { fault: "undecryptable" };
      return opened instanceof Promise ? opened.then(keep) : keep(opened);
    },
    seal(claims, startedAt, maxAge, now) {
      const token = { ...claims, [ours]: { start: Math.floor(startedAt) } };
      if (!jwt.encode) return codec.seal(token, { secrets, salt, maxAge, now });
      return jwt.encode({ ...(jwt as JWTOptions & typeof jwt), maxAge, token, salt }) as Promise<string>;
    },
  };
}
