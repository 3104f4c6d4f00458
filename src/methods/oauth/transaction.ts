/**
 * A sign-in under way has two halves. The browser keeps a secret, in one small cookie for each sign-in, so that tabs
 * do not overwrite each other's. Everything else travels in the sealed `state`, which names the cookie and holds a
 * digest of the secret: neither half is worth anything without the other.
 *
 * The cookie is named after the configured state cookie plus an id that begins with the time, so that its age shows.
 * The secret is the PKCE verifier; the nonce is made of it.
 */
import type { CookieReader } from "../../lib/cookie.js";
import { randomHex, timingSafeEqual } from "../../lib/encoding.js";
import type { Cookie, CookieOption } from "../../types/index.js";
import { digestOf, does } from "./authorization.js";
import type { ResolvedOAuthProvider } from "./provider.js";
import { lengthened, openState, type Sealing, type State, transactionMaxAge } from "./state.js";

/**
 * How many sign-ins a browser keeps. A cookie with its name has 84 bytes at most (43 of secret, 16 of id, the rest is
 * `__Secure-authjs.state.`, `=` and `; `): 64 of them make 5.3 KiB. With the kept state (530 bytes) and a session
 * that is below the 8 KiB that nginx and Apache take as a header line, and far from the 180 cookies that browsers
 * keep for a site.
 */
const maxKept = 64;

/** Seconds that another server's clock may be ahead. */
const tolerance = 300;

/** What was sent along with a browser that went to a provider, and must come back with it. */
export interface Transaction {
  /** Names it among the ones that were used up. */
  readonly key: string;
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

/** What transactions are kept in. */
export interface Keeping extends Sealing {
  /** The configured state cookie. */
  readonly cookie: CookieOption;
  /** Our own, for callback URLs. */
  readonly origin: string;
}

/** A new id: eight digits of time, eight of chance. */
export function transactionId(now: number): string {
  return (
    Math.floor(now / 1000)
      .toString(16)
      .padStart(8, "0") + randomHex(4)
  );
}

/**
 * What stands for the secret where others see it. It does not lead back to the secret, and is another for each
 * provider: an answer counts only at the one where its sign-in began.
 */
export function derive(
  use: "state" | "nonce",
  { id }: Pick<ResolvedOAuthProvider, "id">,
  secret: string,
): Promise<string> {
  return digestOf(`latchkey.oauth ${use} ${id} ${secret}`);
}

/** The cookie of the secret. */
export function secretCookie(
  id: string,
  secret: string,
  isForm: boolean,
  keeping: Keeping,
): Cookie {
  return transactionCookie(`${keeping.cookie.name}.${id}`, secret, isForm, keeping);
}

/** The cookie of the newest sign-in's state, for a provider that does not return it. */
export function stateCookie(sealed: string, isForm: boolean, keeping: Keeping): Cookie {
  return transactionCookie(lastName(keeping), sealed, isForm, keeping);
}

function transactionCookie(
  name: string,
  value: string,
  isForm: boolean,
  { cookie, now }: Keeping,
): Cookie {
  return {
    name,
    value,
    options: {
      ...cookie.options,
      // A cross-site POST carries no other kind.
      ...(isForm && { sameSite: "none", secure: true }),
      maxAge: transactionMaxAge,
      expires: new Date(now + transactionMaxAge * 1000),
    },
  };
}

/** The transaction that a state belongs to, if this browser has its secret and it began at this provider. */
export async function findByState(
  state: State,
  provider: ResolvedOAuthProvider,
  cookies: CookieReader,
  keeping: Keeping,
): Promise<Transaction | null> {
  const { id, to, redirectUri, random, form = false } = state;
  const secret = id && cookies.get(`${keeping.cookie.name}.${id}`);
  if (!secret || !isSecret(secret)) return null;
  if (!timingSafeEqual(await derive("state", provider, secret), random)) return null;
  const last = await keptState(cookies, keeping);
  const names = [`${keeping.cookie.name}.${id}`, ...(last?.id === id ? [lastName(keeping)] : [])];
  return {
    key: random,
    ...(does(provider, "pkce") && { verifier: secret }),
    ...(does(provider, "nonce") && { nonce: await derive("nonce", provider, secret) }),
    ...(to !== undefined && { callbackUrl: lengthened(to, keeping.origin) }),
    ...(redirectUri !== undefined && { redirectUri }),
    formPost: form,
    cookies: names.map((name) => emptied(name, keeping.cookie)),
  };
}

/** The only transaction of this browser, by the state that it kept; `null` where there are more. */
export async function findOnly(
  provider: ResolvedOAuthProvider,
  cookies: CookieReader,
  keeping: Keeping,
): Promise<Transaction | null> {
  const [only, ...others] = kept(cookies, keeping).filter(({ isAlive }) => isAlive);
  if (!only || others.length > 0) return null;
  const state = await keptState(cookies, keeping);
  return state?.id === only.id ? findByState(state, provider, cookies, keeping) : null;
}

async function keptState(cookies: CookieReader, keeping: Keeping): Promise<State | null> {
  const value = cookies.get(lastName(keeping));
  return value ? openState(value, "kept", keeping) : null;
}

/** Empties the cookies that are dead, or too many once another is set: the oldest go first. */
export function makeRoom(cookies: CookieReader, keeping: Keeping): Cookie[] {
  let count = 1;
  return kept(cookies, keeping)
    .sort((one, other) => (one.id < other.id ? 1 : -1))
    .filter(({ isAlive }) => {
      if (isAlive) count += 1;
      return !isAlive || count > maxKept;
    })
    .map(({ id }) => emptied(`${keeping.cookie.name}.${id}`, keeping.cookie));
}

/** The cookies named like a transaction's. One with another content, or of another time, is dead. */
function kept(
  cookies: CookieReader,
  { cookie: { name }, now }: Keeping,
): { id: string; isAlive: boolean }[] {
  const found: { id: string; isAlive: boolean }[] = [];
  for (const key of cookies.keys()) {
    const id = key.startsWith(`${name}.`) ? key.slice(name.length + 1) : "";
    if (!/^[0-9a-f]{16}$/.test(id)) continue;
    const age = now / 1000 - Number.parseInt(id.slice(0, 8), 16);
    const isInTime = age <= transactionMaxAge && age >= -tolerance;
    found.push({ id, isAlive: isInTime && isSecret(cookies.get(key) ?? "") });
  }
  return found;
}

function isSecret(value: string): boolean {
  return /^[\w-]{43}$/.test(value);
}

function lastName({ cookie }: Keeping): string {
  return `${cookie.name}.last`;
}

/** The cookie's removal. */
export function emptied(name: string, { options }: CookieOption): Cookie {
  return { name, value: "", options: { ...options, maxAge: 0 } };
}
