/**
 * The `state` parameter, in the format of Auth.js: a sealed `{ origin, random }`. A redirect proxy of either kind
 * reads the other's. Ours carries the transaction's id too.
 */
import { judgeTimes } from "../../token/claims.js";
import type { Codec } from "../../token/codec.js";
import type { Secrets } from "../../token/secrets.js";

const salt = "encodedState";

/** Seconds. Sign-ins that take longer start over; Auth.js' figure. */
export const transactionMaxAge: number = 900;

/** What `state` says once it is opened. */
export interface State {
  readonly random: string;
  /** The callback that the redirect proxy must pass the answer on to. */
  readonly origin?: string;
  /** The transaction's id; absent in a state of Auth.js. */
  readonly transaction?: string;
}

/** What sealing and opening need to know. */
export interface Sealing {
  readonly codec: Codec;
  readonly secrets: Secrets;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Seals a state. */
export async function sealState(state: State, { codec, secrets, now }: Sealing): Promise<string> {
  return codec.seal({ ...state }, { secrets, salt, maxAge: transactionMaxAge, now });
}

/** Opens a state; `null` for one that is not ours, damaged or expired. */
export async function openState(
  value: string,
  { codec, secrets, now }: Sealing,
): Promise<State | null> {
  const opened = await codec.open(value, { secrets, salt });
  if ("fault" in opened || judgeTimes(opened.claims, now)) return null;
  const { random, origin, transaction } = opened.claims;
  if (typeof random !== "string") return null;
  return {
    random,
    ...(typeof origin === "string" && { origin }),
    ...(typeof transaction === "string" && { transaction }),
  };
}
