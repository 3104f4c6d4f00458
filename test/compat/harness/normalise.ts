/** Random values get the name of their kind, so that two implementations can be compared. */

const kinds: ReadonlyArray<readonly [RegExp, string]> = [
  [/http:\/\/127\.0\.0\.1:\d+/g, "http://idp.test"],
  [/http%3A%2F%2F127\.0\.0\.1%3A\d+/gi, "http%3A%2F%2Fidp.test"],
  [/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, "<uuid>"],
  [/eyJ[\w-]*\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+/g, "<jwe>"],
  [/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g, "<jws>"],
  [/\bgrant-\d+\b/g, "<code>"],
  [/\b[0-9a-f]{64}\b/g, "<hex64>"],
  // A PKCE verifier, its challenge, a nonce.
  [/(?<![\w-])[\w-]{43}(?![\w-])/g, "<random>"],
];

/** Of a text: its random parts replaced. */
export function scrubText(text: string): string {
  return kinds.reduce((result, [pattern, name]) => result.replace(pattern, name), text);
}

/** A copy as JSON would show it, with functions and errors named and random values replaced. */
export function scrub(value: unknown): unknown {
  if (typeof value === "string") return scrubText(value);
  if (typeof value === "function") return "<function>";
  if (value instanceof Date) return `<date ${value.toISOString()}>`;
  if (value instanceof URL) return `<url ${scrubText(value.href)}>`;
  if (value instanceof Error) return `<error ${(value as { type?: string }).type ?? value.name}>`;
  if (value instanceof Request) return `<request ${value.method} ${scrubText(value.url)}>`;
  if (Array.isArray(value)) return value.map(scrub);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, scrub(item)]);
  return Object.fromEntries(entries);
}

const randomParameters = new Set(["state", "nonce", "code_challenge", "csrfToken"]);

/** A redirect's target: on another host the parameters are put in order, and the random ones are named. */
export function scrubLocation(location: string, ownOrigins: readonly string[]): string {
  const url = URL.canParse(location) ? new URL(location) : undefined;
  if (!url || ownOrigins.includes(url.origin)) return scrubText(location);
  for (const name of new Set(url.searchParams.keys()))
    if (randomParameters.has(name)) url.searchParams.set(name, `<${name}>`);
  url.searchParams.sort();
  return scrubText(url.href);
}
