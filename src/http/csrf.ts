/** The double-submit token of Auth.js, `token|sha256(token + secret)`, and what the browser says of its origin. */
import { randomHex, sha256Hex, timingSafeEqual } from "../lib/encoding.js";
import type { CoreRequest } from "../methods/method.js";
import type { Secrets } from "../token/secrets.js";

export interface CsrfToken {
  /** What forms carry. */
  readonly token: string;
  /** The cookie's value where it must be set; absent where the browser has a valid one. */
  readonly cookie?: string;
}

/** The token that a browser's cookie holds, if one of our secrets vouches for it. */
async function tokenOf(cookie: string | undefined, secrets: Secrets): Promise<string | null> {
  const [token, hash, ...rest] = cookie?.split("|") ?? [];
  if (!token || !hash || rest.length > 0) return null;
  // Auth.js hashes with a list of secrets joined by commas: its cookies stay good while both run.
  const candidates = secrets.length > 1 ? [...secrets, secrets.join(",")] : secrets;
  for (const secret of candidates)
    if (timingSafeEqual(hash, await sha256Hex(token + secret))) return token;
  return null;
}

/** The browser's token, or a new one. */
export async function issueCsrfToken(
  cookie: string | undefined,
  secrets: Secrets,
): Promise<CsrfToken> {
  const known = await tokenOf(cookie, secrets);
  if (known) return { token: known };
  const token = randomHex(32);
  return { token, cookie: `${token}|${await sha256Hex(token + secrets[0])}` };
}

/** Whether a POST came from one of our own pages. */
export async function isCsrfSafe(
  request: CoreRequest,
  cookie: string | undefined,
  secrets: Secrets,
  trustedOrigins: ReadonlySet<string>,
): Promise<boolean> {
  const posted = request.body?.csrfToken;
  const token = await tokenOf(cookie, secrets);
  if (!token || typeof posted !== "string" || !timingSafeEqual(posted, token)) return false;
  return isOwnOrigin(request, trustedOrigins);
}

/**
 * A valid token does not excuse a request that the browser itself calls foreign: `Sec-Fetch-Site` cannot be forged
 * by a page (W3C Fetch Metadata §2.2). Without it `Origin` decides; "null" says nothing, and counts as absent.
 */
function isOwnOrigin({ headers, url }: CoreRequest, trustedOrigins: ReadonlySet<string>): boolean {
  const origin = headers.get("origin");
  if (origin && trustedOrigins.has(origin)) return true;
  const site = headers.get("sec-fetch-site");
  if (site) return site !== "cross-site";
  if (!origin || origin === "null") return true;
  // Behind a proxy the URL may name the inner host; no page can make a browser send these headers.
  const hosts = [url.host, headers.get("host"), headers.get("x-forwarded-host")];
  return URL.canParse(origin) && hosts.includes(new URL(origin).host);
}
