/** When a session lives, is extended and ends. Pure: all times are arguments, in seconds since the epoch. */

/** The lengths that an app may set, in seconds. */
export interface SessionPolicy {
  /** A session not used for this long ends. */
  readonly maxAge: number;
  /** A session in use is extended at most this often. */
  readonly updateAge: number;
  /** A session ends this long after sign-in, however much it is used. */
  readonly absoluteMaxAge?: number;
  /** As `maxAge`, where it is shorter. */
  readonly idleTimeout?: number;
  /** The life of the token that carries the session, where it is shorter still. */
  readonly tokenMaxAge?: number;
}

/** What is known of a session. */
export interface SessionTimes {
  /** Sign-in. */
  readonly startedAt: number;
  /** When it was last extended. */
  readonly renewedAt: number;
}

export type Verdict =
  | { readonly state: "ended"; readonly why: "absolute" | "idle" }
  /** `renew`: it is time to extend it, where its cookie can be written. */
  | { readonly state: "live"; readonly renew: boolean };

/** How long a session lives when nobody uses it. */
export function lifetime(policy: SessionPolicy): number {
  return Math.min(policy.maxAge, policy.idleTimeout ?? Number.POSITIVE_INFINITY);
}

/** When a session extended at `now` ends. */
export function expiry(startedAt: number, now: number, policy: SessionPolicy): number {
  const end = startedAt + (policy.absoluteMaxAge ?? Number.POSITIVE_INFINITY);
  return Math.min(now + lifetime(policy), end);
}

/**
 * Judges a session.
 *
 * A session slides at most every `updateAge`, and twenty times in its life and in its token's: one of fifteen
 * minutes must keep sliding although `updateAge` is a day.
 */
export function judge(times: SessionTimes, now: number, policy: SessionPolicy): Verdict {
  if (now >= times.startedAt + (policy.absoluteMaxAge ?? Number.POSITIVE_INFINITY))
    return { state: "ended", why: "absolute" };
  if (now >= times.renewedAt + lifetime(policy)) return { state: "ended", why: "idle" };
  const life = Math.min(lifetime(policy), policy.tokenMaxAge ?? Number.POSITIVE_INFINITY);
  const interval = Math.min(policy.updateAge, life / 20);
  return { state: "live", renew: now >= times.renewedAt + interval };
}
