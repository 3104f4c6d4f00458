import { type CookieReader, parseCookies } from "../lib/cookie.js";
import type { Cookie } from "../types/index.js";

/** What `cookies()` of `next/headers` gives, as far as we use it. */
export interface CookieStore {
  get(name: string): { readonly value: string } | undefined;
  getAll(): ReadonlyArray<{ readonly name: string; readonly value: string }>;
  set(name: string, value: string, options: Cookie["options"]): unknown;
  delete(name: string): unknown;
}

/**
 * The cookies of the request, with what was set since. Next.js keeps a removed one with an empty value; to us it is
 * gone. Of two with one name it takes the last, whereas the routes and the proxy, which read the header, take the
 * first: so do we, unless the value is not in the header, which means that it was set since.
 */
export function readerOf(store: CookieStore, headers: Pick<Headers, "get">): CookieReader {
  const header = headers.get("Cookie") ?? "";
  return {
    get(name) {
      const value = store.get(name)?.value || undefined;
      const mark = `${name}=`;
      if (!value || header.indexOf(mark) === header.lastIndexOf(mark)) return value;
      const sent = valuesOf(name, header);
      return sent.includes(value) ? sent[0] || undefined : value;
    },
    *keys() {
      for (const { name, value } of store.getAll()) if (value) yield name;
    },
  };
}

/** Every value that a `Cookie` header has for a name. */
function valuesOf(name: string, header: string): string[] {
  return header.split(";").flatMap((pair) => parseCookies(pair).get(name) ?? []);
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
