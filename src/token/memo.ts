import { createLru } from "../lib/lru.js";
import type { Secrets } from "./secrets.js";

/** What a token was opened with: the same token means nothing under another name or other secrets. */
interface MemoScope {
  /** The cookie's name. */
  readonly salt: string;
  readonly secrets: Secrets;
}

/**
 * Remembers what tokens opened to, so that the second look costs no cryptography. Only what opened is
 * remembered; times and revocation are still to be judged, and the claims to be cloned before
 * anybody else gets them.
 */
export interface Memo<T> {
  get(token: string, scope: MemoScope): T | undefined;
  set(token: string, scope: MemoScope, opened: T): void;
  /** An estimate of what is held. */
  readonly bytes: number;
}

/** Makes a {@link Memo} that holds about `maxBytes`; what was not asked for the longest goes first. */
export function createMemo<T>(maxBytes: number): Memo<T> {
  const entries = createLru<string, Entry<T>>(maxBytes);
  return {
    get(token, scope) {
      const entry = entries.get(nameOf(token));
      return entry?.token === token && isSameScope(entry.scope, scope) ? entry.opened : undefined;
    },
    set(token, scope, opened) {
      const copy = detach(token);
      entries.set(nameOf(copy), { token: copy, scope, opened }, estimate(token));
    },
    get bytes() {
      return entries.weight;
    },
  };
}

interface Entry<T> {
  readonly token: string;
  readonly scope: MemoScope;
  readonly opened: T;
}

/** The end of a token is its authentication tag: it tells tokens apart as well as the whole, and is hashed faster. */
function nameOf(token: string): string {
  return token.slice(-43);
}

function isSameScope(a: MemoScope, b: MemoScope): boolean {
  if (a.salt !== b.salt) return false;
  if (a.secrets === b.secrets) return true;
  return a.secrets.length === b.secrets.length && a.secrets.every((one, i) => one === b.secrets[i]);
}

/** The token, one byte a character; the claims in it, which take some three times their JSON; the entry. */
function estimate(token: string): number {
  return token.length * 4 + 512;
}

/** A cookie's value is a slice that would keep the whole Cookie header in memory; this is a copy. */
function detach(token: string): string {
  return ` ${token}`.slice(1);
}
