/** Where the user goes afterwards: asked for by a parameter or remembered in a cookie, judged by `redirect`. */

import type { Config } from "../config/resolve.js";
import { InvalidCallbackUrl } from "../errors.js";

/** Longer ones do not fit into a cookie together with its attributes, and no page of an app needs them. */
const maxLength = 2048;

/** Whether a URL may be shown to the `redirect` callback at all: http(s), no credentials in it, of sane length, text. */
export function isSaneUrl(value: string, baseUrl: string): boolean {
  if (value.length > maxLength || /\p{Surrogate}/u.test(value)) return false;
  const base = value.startsWith("/") ? baseUrl : undefined;
  if (!URL.canParse(value, base)) return false;
  const { protocol, username, password } = new URL(value, base);
  return /^https?:$/.test(protocol) && !username && !password;
}

/** The judged URL. One that makes no sense is logged and taken for none: the user ends up at home. */
export async function judgeCallbackUrl(
  { callbacks, logger }: Pick<Config, "callbacks" | "logger">,
  baseUrl: string,
  param: unknown,
  cookie: string | undefined,
): Promise<string> {
  const asked = typeof param === "string" && param ? param : cookie;
  if (!asked) return baseUrl;
  if (!isSaneUrl(asked, baseUrl)) {
    logger.error(
      new InvalidCallbackUrl(
        `Invalid callback URL. Received: ${JSON.stringify(asked.slice(0, 200))}`,
      ),
    );
    return baseUrl;
  }
  return (await callbacks.redirect({ url: asked, baseUrl })) || baseUrl;
}
