import type { CookieReader } from "../lib/cookie.js";
import type { Cookie } from "../types/index.js";

/** What `cookies()` of `next/headers` gives, as far as we use it. */
export interface CookieStore {
  get(name: string): { readonly value: string } | undefined;
  getAll(): ReadonlyArray<{ readonly name: string; readonly value: string }>;
  set(name: string, value: string, options: Cookie["options"]): unknown;
  delete(name: string): unknown;
}

/** Next.js keeps a removed cookie with an empty value; to us it is gone. */
export function readerOf(store: CookieStore): CookieReader {
  return {
    get: (name) => store.get(name)?.value || undefined,
    *keys() {
      for (const { name, value } of store.getAll()) if (value) yield name;
    },
  };
}

/**
 * Whether cookies can be set here: in a Server Action and a Route Handler, not in a Server Component. A store that
 * is read-only answers `set` and `delete` with one and the same function, which throws (Next.js 14 to 16).
 */
export function isWritable(store: CookieStore): boolean {
  return store.set !== store.delete;
}

/** Sets cookies. @throws where Next.js does not allow it */
export function writeTo(store: CookieStore, cookies: Iterable<Cookie>): void {
  for (const { name, value, options } of cookies) store.set(name, value, options);
}
