/** The cookies of a request. A `ReadonlyMap<string, string>` is one, and so is anything with these two. */
export interface CookieReader {
  get(name: string): string | undefined;
  keys(): Iterable<string>;
}

/** A cookie as `Set-Cookie` tells it (RFC 6265bis §4.1). */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  readonly options: {
    readonly domain?: string | undefined;
    readonly encode?: ((value: string) => string) | undefined;
    readonly expires?: Date | undefined;
    readonly httpOnly?: boolean | undefined;
    /** Seconds, a whole number. */
    readonly maxAge?: number | undefined;
    readonly partitioned?: boolean | undefined;
    readonly path?: string | undefined;
    readonly priority?: "low" | "medium" | "high" | undefined;
    readonly sameSite?: boolean | "lax" | "strict" | "none" | undefined;
    readonly secure?: boolean | undefined;
  };
}

/**
 * Reads a `Cookie` header. Values are percent-decoded; one that cannot be is taken as it stands. Of two
 * cookies with one name the first counts: browsers send the more specific path first (RFC 6265bis §5.8.3).
 */
export function parseCookies(header: string | null | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  if (!header) return cookies;
  for (const pair of header.split(";")) {
    const equals = pair.indexOf("=");
    if (equals === -1) continue;
    const name = trim(pair.slice(0, equals));
    if (name === "" || cookies.has(name)) continue;
    cookies.set(name, decode(trim(pair.slice(equals + 1))));
  }
  return cookies;
}

/** Spaces and tabs only: `String.prototype.trim` would take what belongs to the value, a BOM for one. */
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function decode(value: string): string {
  if (!value.includes("%")) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** cookie-name is a token (RFC 9110 §5.6.2). */
const namePattern = /^[!#$%&'*+.^`|~\w-]+$/;
/** cookie-octets, perhaps in quotes (RFC 6265bis §4.1.1). */
const valuePattern = /^(?:[!#-+\--:<-[\]-~]*|"[!#-+\--:<-[\]-~]*")$/;
/** path-value: no control characters, no semicolon. */
const pathPattern = /^[ -:<-~]*$/;
/** A label of a host name (RFC 1123 §2.1). */
const labelPattern = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i;

const priorities = ["Low", "Medium", "High"];
const sameSites = ["Lax", "Strict", "None"];

/**
 * Writes a `Set-Cookie` header. The value is percent-encoded unless `options.encode` does it.
 *
 * @throws {TypeError} if the name, the value or an attribute cannot be written, so that none of them
 * can add an attribute or a header line.
 */
export function serializeCookie({ name, value, options }: SetCookie): string {
  const encoded = (options.encode ?? encodeURIComponent)(value);
  // The value itself stays out of the error's text: it may be a session.
  if (!namePattern.test(name)) throw invalid("name", name);
  if (!valuePattern.test(encoded)) throw invalid("value", name);
  const parts = [`${name}=${encoded}`];
  if (options.maxAge !== undefined) parts.push(`Max-Age=${maxAge(options.maxAge)}`);
  if (options.domain) parts.push(`Domain=${domain(options.domain)}`);
  if (options.path) parts.push(`Path=${path(options.path)}`);
  if (options.expires) parts.push(`Expires=${expires(options.expires)}`);
  if (options.httpOnly) parts.push("HttpOnly");
  if (options.secure) parts.push("Secure");
  if (options.partitioned) parts.push("Partitioned");
  if (options.priority) parts.push(`Priority=${word("priority", options.priority, priorities)}`);
  if (options.sameSite) {
    const sameSite = options.sameSite === true ? "strict" : options.sameSite;
    parts.push(`SameSite=${word("sameSite", sameSite, sameSites)}`);
  }
  return parts.join("; ");
}

function invalid(what: string, found: unknown): TypeError {
  return new TypeError(`Invalid cookie ${what}: ${JSON.stringify(String(found))}`);
}

function maxAge(seconds: number): number {
  if (!Number.isInteger(seconds)) throw invalid("maxAge", seconds);
  return seconds;
}

function domain(host: string): string {
  // A leading dot is allowed and means nothing (RFC 6265bis §5.6.3).
  const labels = host.replace(/^\./, "").split(".");
  if (!labels.every((label) => labelPattern.test(label))) throw invalid("domain", host);
  return host;
}

function path(value: string): string {
  if (!pathPattern.test(value)) throw invalid("path", value);
  return value;
}

function expires(date: Date): string {
  // Not instanceof: a date may come from another realm.
  if (!Number.isFinite(date.valueOf?.()) || typeof date.toUTCString !== "function")
    throw invalid("expires", date);
  return date.toUTCString();
}

function word(attribute: string, value: string, allowed: readonly string[]): string {
  const found = allowed.find((known) => known.toLowerCase() === String(value).toLowerCase());
  if (!found) throw invalid(attribute, value);
  return found;
}
