/** The session token: sealed claims, plus one claim of ours that callbacks never see. */
import type { MaybePromise } from "../lib/promise.js";
import { judgeTimes } from "../token/claims.js";
import type { Codec, Opened, TokenFault } from "../token/codec.js";
import { andThen } from "../token/maybe.js";
import type { Memo } from "../token/memo.js";
import type { Secrets } from "../token/secrets.js";
import { openV4 } from "../token/v4.js";
import type { JWT, JWTOptions } from "../types/index.js";

/** The claim that keeps what a renewal must not change. Removed before an app's callback sees the token. */
const ours = "latchkey";

/** An open session token. The claims are shared: whoever hands them on hands on a clone. */
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

/** The app's own `encode` and `decode`, and what they are given. */
export type JwtSettings = Partial<JWTOptions> & {
  readonly maxAge: number;
  readonly secret: string | string[];
};

export interface SessionTokenOptions {
  readonly codec: Codec;
  readonly memo: Memo<SessionToken>;
  /** The session cookie's name: it is part of the key, so that no other cookie's value is a session. */
  readonly salt: string;
  readonly secrets: Secrets;
  readonly jwt: JwtSettings;
}

/** `now`, in milliseconds, stands for a sign-in that the token says nothing of. */
function toSessionToken(payload: JWT, outdated: boolean, now: number): SessionToken {
  const { [ours]: own, ...claims } = payload;
  const start = (own as { start?: unknown } | undefined)?.start;
  const { iat } = claims as JWT;
  const startedAt = typeof start === "number" ? start : (iat ?? now / 1000);
  return { claims: claims as JWT, startedAt, renewedAt: iat, outdated };
}

/** Makes what opens and seals the session tokens of one cookie name. */
export function createSessionTokens(options: SessionTokenOptions): SessionTokens {
  const { codec, memo, salt, secrets } = options;
  const jwt = options.jwt as JWTOptions & JwtSettings;
  const scope = { salt, secrets };

  function judged(token: SessionToken, now: number): OpenedSession {
    const fault = judgeTimes(token.claims, now);
    return fault ? { fault } : token;
  }

  function open(value: string, now: number): MaybePromise<OpenedSession> {
    const known = memo.get(value, scope);
    if (known) return judged(known, now);
    return andThen(codec.open(value, scope), (opened: Opened) => {
      if ("fault" in opened) return opened;
      const token = toSessionToken(opened.claims, opened.secretIndex > 0, now);
      memo.set(value, scope, token);
      return judged(token, now);
    });
  }

  /** A `decode` of the app's has judged the times that it knows of. */
  async function openOwn(value: string, now: number): Promise<OpenedSession> {
    const payload = await jwt.decode({ ...jwt, token: value, salt });
    return payload ? toSessionToken(payload, false, now) : { fault: "payload" };
  }

  return {
    open: options.jwt.decode ? openOwn : open,
    openV4: (value, now) =>
      andThen(openV4(codec, value, secrets), (opened) =>
        "fault" in opened ? opened : judged(toSessionToken(opened.claims, true, now), now),
      ),
    seal(claims, startedAt, maxAge, now) {
      const token: JWT = { ...claims, [ours]: { start: Math.floor(startedAt) } };
      if (!options.jwt.encode) return codec.seal(token, { ...scope, maxAge, now });
      return Promise.resolve(jwt.encode({ ...jwt, maxAge, token, salt }));
    },
  };
}
