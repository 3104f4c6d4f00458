import type { Cookie } from "../../src/types/index.js";

/** The cookies of a browser, by origin. Expiry and paths do not matter to the tests that use it. */
export interface CookieJar {
  header(url: URL): string;
  store(url: URL, setCookies: readonly string[]): void;
}

export function createCookieJar(): CookieJar {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: URL) => {
    const jar = jars.get(url.host) ?? new Map<string, string>();
    jars.set(url.host, jar);
    return jar;
  };
  return {
    header: (url) => [...jarOf(url)].map(([name, value]) => `${name}=${value}`).join("; "),
    store(url, setCookies) {
      const jar = jarOf(url);
      for (const line of setCookies) {
        const [pair = "", ...attributes] = line.split(/; */);
        const name = pair.slice(0, pair.indexOf("="));
        const value = pair.slice(name.length + 1);
        const isOver = attributes.some(
          (attribute) =>
            /^max-age=0$/i.test(attribute) ||
            (/^expires=/i.test(attribute) && Date.parse(attribute.slice(8)) <= Date.now()),
        );
        if (isOver) jar.delete(name);
        else jar.set(name, value);
      }
    },
  };
}

/** Does to a map of cookies what a browser would do with these. */
export function applyCookies(jar: Map<string, string>, cookies: readonly Cookie[]): void {
  for (const { name, value, options } of cookies)
    if (options.maxAge === 0) jar.delete(name);
    else jar.set(name, value);
}
