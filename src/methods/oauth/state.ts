/**
 * The `state` parameter, in the format of Auth.js: a sealed `{ origin, random }`, so that a redirect proxy of either
 * kind reads the other's. Ours carries the sign-in too: the browser keeps no more of it than a secret, and so has
 * room for many. `random` is what binds the two, see `transaction.ts`.
 */
import { judgeTimes } from "../../token/claims.js";
import type { Codec } from "../../token/codec.js";
import type { Secrets } from "../../token/secrets.js";

/** What a sealed state is for: on its way through the provider, or kept for one that does not return it. */
type StatePurpose = "sent" | "kept";

const salts: Readonly<Record<StatePurpose, string>> = {
  sent: "encodedState",
  kept: "latchkey.oauth-state",
};

/** Seconds. Sign-ins that take longer start over; Auth.js' figure. */
export const transactionMaxAge: number = 900;

/** A longer callback URL is left to the callback-url cookie. */
const maxCallbackUrl = 512;

/**
 * How long a state may become by the callback URL in it. Servers refuse more than 1,024 characters (Connect2id 19),
 * X more than 500. Without a callback URL it has about 480.
 */
const maxLength = 1_000;
const maxLengthAtX = 500;

/** How long a kept one may become by it: browsers send it along with every request. */
export const maxKeptLength: number = 500;

/** What `state` says once it is opened. The names are short for the sake of {@link maxLengthAtX}. */
export interface State {
  readonly random: string;
  /** The callback that the redirect proxy must pass the answer on to. */
  readonly origin?: string;
  /** The transaction's id; absent in a state of Auth.js. */
  readonly id?: string;
  /** Where the user goes afterwards; see {@link shortened}. */
  readonly to?: string;
  /** Where the app's own parameters replaced our redirect URI. */
  readonly redirectUri?: string;
  /** The answer comes as a cross-site POST (OAuth 2.0 Form Post Response Mode). */
  readonly form?: boolean;
}

/** What sealing and opening need to know. */
export interface Sealing {
  readonly codec: Codec;
  readonly secrets: Secrets;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** How long a state may be at the provider with this authorization endpoint. */
export function maxStateLength({ hostname }: URL): number {
  return /(^|\.)(x|twitter)\.com$/.test(hostname) ? maxLengthAtX : maxLength;
}

/** Seals a state: without the callback URL where it would become longer than `limit` characters. */
export async function sealState(
  { to, ...state }: State,
  purpose: StatePurpose,
  limit: number,
  { codec, secrets, now }: Sealing,
): Promise<string> {
  const options = { secrets, salt: salts[purpose], maxAge: transactionMaxAge, now };
  if (to !== undefined && to.length <= maxCallbackUrl) {
    const sealed = await codec.seal({ ...state, to }, options);
    if (sealed.length <= limit) return sealed;
  }
  return codec.seal(state, options);
}

/** Opens a state; `null` for one that is not ours, of another purpose, damaged or expired. */
export async function openState(
  value: string,
  purpose: StatePurpose,
  { codec, secrets, now }: Sealing,
): Promise<State | null> {
  const opened = await codec.open(value, { secrets, salt: salts[purpose] });
  if ("fault" in opened || judgeTimes(opened.claims, now)) return null;
  const { random, form } = opened.claims;
  if (typeof random !== "string") return null;
  const text = (claim: "origin" | "id" | "to" | "redirectUri") => {
    const value = opened.claims[claim];
    return typeof value === "string" ? { [claim]: value } : undefined;
  };
  return {
    random,
    ...text("origin"),
    ...text("id"),
    ...text("to"),
    ...text("redirectUri"),
    ...(form === true && { form }),
  };
}

/** The callback URL as a state has it: one of our own pages with `~` for the origin. */
export function shortened(callbackUrl: string, origin: string): string {
  const rest = callbackUrl.startsWith(origin) ? callbackUrl.slice(origin.length) : undefined;
  return rest !== undefined && isBelowOrigin(rest) ? `~${rest}` : callbackUrl;
}

/** The callback URL that {@link shortened} was given. */
export function lengthened(to: string, origin: string): string {
  return to.startsWith("~") && isBelowOrigin(to.slice(1)) ? origin + to.slice(1) : to;
}

/** With anything else after it an origin would become another host. */
function isBelowOrigin(rest: string): boolean {
  return /^(?:[/?#]|$)/.test(rest);
}
