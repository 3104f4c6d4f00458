import { decode, type JWT } from "@auth/core/jwt";
import { formsOf } from "./html.js";
import { scrub, scrubLocation, scrubText } from "./normalise.js";
import type { Call } from "./recorder.js";
import { hashCsrf, knownSecrets, ownOrigins } from "./world.js";

export interface ObservedCookie {
  /** What the value means: claims of a sealed one, the plain text of others. */
  readonly value: unknown;
  /** As in the header, in its order. */
  readonly attributes: string;
}

/** What a browser and the app's own code can tell of an answer, random values aside. */
export interface Observation {
  /** The type of the error that was thrown instead of an answer. */
  thrown?: string;
  /** A `Response`, or with `raw` its parts. */
  kind: "response" | "raw" | "thrown";
  status: number;
  location: string | null;
  headers: Record<string, string>;
  cookies: Record<string, ObservedCookie>;
  body: unknown;
  calls: readonly Call[];
  /** What came out beside an answer: the session that `auth` saw. */
  seen?: unknown;
}

export function thrownObservation(error: unknown, calls: readonly Call[]): Observation {
  const { type, name, message } = error as { type?: string; name: string; message: string };
  const none = { status: 0, location: null, headers: {}, cookies: {}, body: null };
  return { ...none, kind: "thrown", thrown: type ?? `${name}: ${scrubText(message)}`, calls };
}

export async function observeResponse(
  response: Response,
  text: string,
  calls: readonly Call[],
): Promise<Observation> {
  const headers: Record<string, string> = {};
  for (const [name, value] of response.headers)
    if (name !== "set-cookie" && name !== "location") headers[name] = headerOf(name, value);
  const location = response.headers.get("location");
  return {
    kind: "response",
    status: response.status,
    location: location === null ? null : scrubLocation(location, ownOrigins),
    headers,
    cookies: await observeCookies(response.headers.getSetCookie()),
    body: observeBody(text, response.headers.get("content-type")),
    calls,
  };
}

function observeBody(text: string, type: string | null): unknown {
  if (type?.startsWith("text/html")) return { forms: formsOf(text) };
  if (!text || !type?.startsWith("application/json")) return scrubText(text);
  const body = parsed(text);
  const url = (body as { url?: unknown } | null)?.url;
  if (typeof url === "string") return { ...(body as object), url: scrubLocation(url, ownOrigins) };
  return scrub(body);
}

/** Text that claims to be JSON and is not must not pass for a string that is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { "not JSON": scrubText(text) };
  }
}

async function observeCookies(lines: readonly string[]): Promise<Record<string, ObservedCookie>> {
  const cookies: Record<string, ObservedCookie> = {};
  const chunks = new Map<string, string[]>();
  for (const line of lines) {
    const [pair = "", ...attributes] = line.split("; ");
    const name = pair.slice(0, pair.indexOf("="));
    const value = decodeURIComponent(pair.slice(pair.indexOf("=") + 1));
    const chunk = /^(.+)\.(\d+)$/.exec(name);
    if (chunk && value) {
      const [, base = "", index] = chunk;
      const parts = chunks.get(base) ?? [];
      parts[Number(index)] = value;
      chunks.set(base, parts);
    }
    const transaction = /^(.+\.state)\.[\da-f]{16}$/.exec(name);
    const key = transaction ? `${transaction[1]}.<id>` : name;
    cookies[key in cookies ? `${key} (again)` : key] = {
      value: chunk && value ? chunkOf(value) : await meaningOf(name, value),
      attributes: attributes.join("; "),
    };
  }
  for (const [base, parts] of chunks)
    cookies[`${base} (joined)`] = { value: await meaningOf(base, parts.join("")), attributes: "" };
  return cookies;
}

/**
 * A policy names the hashes of its page's styles: that it is strict is the pages' own test. The other header
 * repeats Set-Cookie.
 */
function headerOf(name: string, value: string): string {
  if (name === "x-middleware-set-cookie") return "<cookies>";
  return name === "content-security-policy" ? "<policy>" : scrubText(value);
}

/** Auth.js cuts at 3,936 characters; what remains is as long as the claims are. */
function chunkOf(value: string): string {
  return value.length === 3936 ? "<full chunk>" : "<last chunk>";
}

/** The claims of a sealed value under a secret of ours; whether a CSRF value is one; else the value. */
async function meaningOf(name: string, value: string): Promise<unknown> {
  const [token, hash] = value.split("|");
  if (token && hash) {
    const by = knownSecrets.find((secret) => hashCsrf(token, secret) === hash);
    return by ? `<csrf under ${by}>` : "<csrf under no known secret>";
  }
  if (!value.startsWith("eyJ")) return scrubText(value);
  for (const secret of knownSecrets) {
    const claims = await decode({ token: value, secret, salt: name }).catch(() => null);
    if (claims) return { secret, claims: scrub(withStart(claims)) };
  }
  return "<sealed, not to be opened by Auth.js>";
}

/** Our own claim says when the session began: a time not after `iat`. */
function withStart(claims: JWT): Record<string, unknown> {
  const { start } = (claims.latchkey ?? {}) as { start?: unknown };
  const isTime = typeof start === "number" && start <= (claims.iat ?? 0);
  return isTime ? { ...claims, latchkey: { start: "<time>" } } : claims;
}
