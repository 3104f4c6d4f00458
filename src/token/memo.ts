import { createLru } from "../lib/lru.js";
import type { Unsealed } from "./codec.js";
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
export interface Memo {
  get(token: string, scope: MemoScope): Unsealed | undefined;
  set(token: string, scope: MemoScope, unsealed: Unsealed): void;
  /** An estimate of what is held. */
  readonly bytes: number;
}

/** Makes a {@link Memo} that holds about `maxBytes`; what was not asked for the longest goes first. */
export function createMemo(maxBytes: number): Memo {
  const entries = createLru<string, { readonly scope: MemoScope; readonly unsealed: Unsealed }>(
    maxBytes,
  );
  return {
    get(token, scope) {
      const entry = entries.get(token);
      return entry && isSameScope(entry.scope, scope) ? entry.unsealed : undefined;
    },
    set(token, scope, unsealed) {
      entries.set(detach(token), { scope, unsealed }, estimate(token));
    },
    get bytes() {
      return entries.weight;
    },
  };
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
