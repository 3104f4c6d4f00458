/**
 * One sealed cookie for each sign-in under way, so that tabs do not overwrite each other's. It is named after
 * the configured state cookie plus an id that begins with the time, so that age shows without opening it.
 */
import type { CookieReader } from "../../lib/cookie.js";
import { randomHex, timingSafeEqual } from "../../lib/encoding.js";
import { judgeTimes } from "../../token/claims.js";
import type { Cookie, CookieOption } from "../../types/index.js";
import { type Sealing, type State, transactionMaxAge } from "./state.js";

const salt = "latchkey.oauth-transaction";

/** How many a browser keeps, and their size together: servers refuse requests with 8 or 16 KiB of headers. */
const maxKept = 8;
const maxKeptBytes = 6_144;

/** A longer one is left to the callback-url cookie: browsers drop cookies of more than 4,096 bytes. */
const maxCallbackUrl = 1_024;

/** What was sent along with a browser that went to a provider, and must come back with it. */
export interface Transaction {
  /** Names it among the ones that were used up. */
  readonly key: string;
  readonly provider: string;
  readonly verifier?: string;
  readonly nonce?: string;
  readonly callbackUrl?: string;
  /** Where the app's own parameters replaced ours. */
  readonly redirectUri?: string;
  /** The answer comes as a cross-site POST (OAuth 2.0 Form Post Response Mode). */
  readonly formPost: boolean;
  /** Empties its cookies. */
  readonly cookies: readonly Cookie[];
}

/** A transaction before it is sealed. */
export type Draft = Pick<
  Transaction,
  "provider" | "verifier" | "nonce" | "callbackUrl" | "redirectUri" | "formPost"
> & { readonly id: string; readonly random: string };

/** What transactions are kept in. */
export interface Keeping extends Sealing {
  /** The configured state cookie. */
  readonly cookie: CookieOption;
}

/** A new id: eight digits of time, eight of chance. */
export function transactionId(now: number): string {
  return (
    Math.floor(now / 1000)
      .toString(16)
      .padStart(8, "0") + randomHex(4)
  );
}

/** The cookie that holds the transaction. */
export async function sealTransaction(
  { callbackUrl, formPost, ...draft }: Draft,
  { codec, secrets, cookie, now }: Keeping,
): Promise<Cookie> {
  const claims = {
    purpose: "oauth",
    ...draft,
    ...(callbackUrl && callbackUrl.length <= maxCallbackUrl && { callbackUrl }),
    ...(formPost && { formPost }),
  };
  return {
    name: `${cookie.name}.${draft.id}`,
    value: await codec.seal(claims, { secrets, salt, maxAge: transactionMaxAge, now }),
    options: {
      ...cookie.options,
      // A cross-site POST carries no other kind.
      ...(formPost && { sameSite: "none", secure: true }),
      maxAge: transactionMaxAge,
      expires: new Date(now + transactionMaxAge * 1000),
    },
  };
}

/** The transaction that a state belongs to, if this browser has it and it began at this provider. */
export async function findByState(
  state: State,
  provider: string,
  cookies: CookieReader,
  keeping: Keeping,
): Promise<Transaction | null> {
  if (!state.transaction) return null;
  const found = await openTransaction(state.transaction, cookies, keeping);
  if (!found || found.provider !== provider) return null;
  return timingSafeEqual(found.key, state.random) ? found : null;
}

/** The only transaction open at this provider; `null` where there are more, since nothing says which is meant. */
export async function findOnly(
  provider: string,
  cookies: CookieReader,
  keeping: Keeping,
): Promise<Transaction | null> {
  const ids = kept(cookies, keeping.cookie).map(({ id }) => id);
  const opened = await Promise.all(ids.map((id) => openTransaction(id, cookies, keeping)));
  const [first, ...others] = opened.filter((found) => found?.provider === provider);
  return first && others.length === 0 ? first : null;
}

async function openTransaction(
  id: string,
  cookies: CookieReader,
  { codec, secrets, cookie, now }: Keeping,
): Promise<Transaction | null> {
  const name = `${cookie.name}.${id}`;
  const value = cookies.get(name);
  if (!value) return null;
  const opened = await codec.open(value, { secrets, salt });
  if ("fault" in opened || judgeTimes(opened.claims, now)) return null;
  const { claims } = opened;
  if (claims.purpose !== "oauth" || claims.id !== id) return null;
  const text = (claim: string) => {
    const member = claims[claim];
    return typeof member === "string" ? { [claim]: member } : undefined;
  };
  return {
    key: String(claims.random),
    provider: String(claims.provider),
    ...text("verifier"),
    ...text("nonce"),
    ...text("callbackUrl"),
    ...text("redirectUri"),
    formPost: claims.formPost === true,
    cookies: [emptied(name, cookie)],
  };
}

/** Empties the cookies that are dead or too many once another is set: the oldest go first. */
export function makeRoom(cookies: CookieReader, added: Cookie, { cookie, now }: Keeping): Cookie[] {
  const oldest = Math.floor(now / 1000) - transactionMaxAge;
  let count = 1;
  let bytes = added.name.length + added.value.length;
  return kept(cookies, cookie)
    .sort((one, other) => (one.id < other.id ? 1 : -1))
    .filter(({ id, size }) => {
      count += 1;
      bytes += size;
      return (
        Number.parseInt(id.slice(0, 8), 16) < oldest || count > maxKept || bytes > maxKeptBytes
      );
    })
    .map(({ id }) => emptied(`${cookie.name}.${id}`, cookie));
}

function kept(cookies: CookieReader, { name }: CookieOption): { id: string; size: number }[] {
  const found: { id: string; size: number }[] = [];
  for (const key of cookies.keys()) {
    const id = key.startsWith(`${name}.`) ? key.slice(name.length + 1) : "";
    if (/^[0-9a-f]{16}$/.test(id))
      found.push({ id, size: key.length + (cookies.get(key)?.length ?? 0) });
  }
  return found;
}

/** The cookie's removal. */
export function emptied(name: string, { options }: CookieOption): Cookie {
  return { name, value: "", options: { ...options, maxAge: 0 } };
}
