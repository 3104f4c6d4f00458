import { JWTSessionError } from "../errors.js";
import type { CookieReader } from "../lib/cookie.js";
import { parseHeader, sizesOf } from "../token/compact.js";
import type { Cookie, CookieOption } from "../types/index.js";

/** What Auth.js puts into one cookie: browsers keep 4,096 bytes with name and attributes. next-auth v4 cut at 3,933. */
const chunkLength = 3_936;

/** Chunks are `name.0` to `name.15`; whatever has another name is not looked at. */
const maxChunks = 16;

/**
 * The token that a session cookie holds in the form Auth.js writes it: one cookie, or chunks of equal length and a
 * shorter last one, numbered from 0; null where there is none, or only a part of one. If both are there the single
 * cookie counts. Chunks behind the end of the value are left over from a longer one: they are not joined to it, and
 * the next write removes them.
 */
export function readSessionCookie(cookies: CookieReader, name: string): string | null {
  return cookies.get(name) || usedChunks(cookies, name).join("") || null;
}

/** The chunks that make up the value, in their order. */
function usedChunks(cookies: CookieReader, name: string): string[] {
  const chunks = joinable(cookies, name);
  return chunks.slice(0, countOfValue(chunks));
}

/**
 * The cookies that store a token, and the removal of those that stored an earlier one and are not overwritten.
 * @throws {JWTSessionError} if the token does not fit into 16 cookies, 62,976 characters.
 */
export function writeSessionCookie(
  value: string,
  option: CookieOption,
  { expires }: { readonly expires: Date },
  cookies: CookieReader,
): Cookie[] {
  const options = { ...option.options, expires };
  const written = new Map(clearSessionCookie(option, cookies).map((one) => [one.name, one]));
  for (const [name, part] of split(option.name, value))
    written.set(name, { name, value: part, options });
  return [...written.values()];
}

/** The removal of the session cookie and of all its chunks that the request had. */
export function clearSessionCookie(option: CookieOption, cookies: CookieReader): Cookie[] {
  const options = { ...option.options, maxAge: 0 };
  return presentNames(cookies, option.name).map((name) => ({ name, value: "", options }));
}

function chunkName(name: string, index: number): string {
  return `${name}.${index}`;
}

/** The names of the session cookie that the request has, in its order. */
function presentNames(cookies: CookieReader, name: string): string[] {
  const names: string[] = [];
  for (const candidate of cookies.keys())
    if (isPartOf(name, candidate) && cookies.get(candidate)) names.push(candidate);
  return names;
}

/** Is it the name, or the name with the number of a chunk written the one way we write it? */
function isPartOf(name: string, candidate: string): boolean {
  if (!candidate.startsWith(name)) return false;
  const rest = candidate.slice(name.length);
  return rest === "" || (/^\.(?:0|[1-9]\d?)$/.test(rest) && Number(rest.slice(1)) < maxChunks);
}

/** The chunks from 0 on without a gap: each as long as the first, up to one that is shorter. */
function joinable(cookies: CookieReader, name: string): string[] {
  const chunks: string[] = [];
  const first = cookies.get(chunkName(name, 0)) ?? "";
  for (let index = 0; index < maxChunks; index++) {
    const chunk = cookies.get(chunkName(name, index));
    if (!chunk || chunk.length > first.length) break;
    chunks.push(chunk);
    if (chunk.length < first.length) break;
  }
  return chunks;
}

/**
 * How many of the chunks make up the value. A token of ours says where it ends: then the chunks behind are
 * stale, and if it ends inside a chunk or not at all, there is no value. Anything else is taken whole.
 */
function countOfValue(chunks: readonly string[]): number {
  const end = endOfToken(chunks.join(""));
  if (end === null) return chunks.length;
  for (let count = 1, length = 0; count <= chunks.length; count++) {
    length += chunks[count - 1]?.length ?? 0;
    if (length === end) return count;
  }
  return 0;
}

/** Where the compact JWE at the start of the text ends, `Infinity` where its last dot is missing; null if it is none. */
function endOfToken(text: string): number | null {
  const headerEnd = text.indexOf("..");
  const header = headerEnd === -1 ? null : parseHeader(text.slice(0, headerEnd));
  if (!header || "fault" in header) return null;
  const { ivLength, tagLength } = sizesOf[header.enc];
  const ciphertext = headerEnd + 2 + ivLength + 1;
  const tag = text.indexOf(".", ciphertext) + 1;
  return tag === 0 ? Infinity : tag + tagLength;
}

function split(name: string, value: string): [name: string, part: string][] {
  if (value.length <= chunkLength) return [[name, value]];
  const count = Math.ceil(value.length / chunkLength);
  if (count > maxChunks)
    throw new JWTSessionError(
      `The session token is ${value.length} characters long and does not fit into ${maxChunks} cookies: ` +
        "keep less in it",
    );
  return Array.from({ length: count }, (_, index) => {
    const start = index * chunkLength;
    return [chunkName(name, index), value.slice(start, start + chunkLength)];
  });
}
