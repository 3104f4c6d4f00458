import type { MaybePromise } from "../lib/promise.js";
import type { JWT } from "../types/index.js";
import type { Codec, Opened, UnsealOptions } from "./codec.js";
import { andThen } from "./maybe.js";
import type { Secrets } from "./secrets.js";

/** The session cookies of next-auth v4, the only places where its tokens are looked for. */
export const v4SessionCookies: { readonly plain: string; readonly secure: string } = {
  plain: "next-auth.session-token",
  secure: "__Secure-next-auth.session-token",
};

/** next-auth v4 derived one key for everything, and its tokens name no key. */
const v4: Omit<UnsealOptions, "secrets"> = {
  derivation: { salt: "", info: "NextAuth.js Generated Encryption Key" },
  encs: ["A256GCM"],
  withoutKid: "each",
};

/**
 * Opens a session token of next-auth v4; its times are for `judgeTimes`. Not for bearer tokens.
 * Anything but a session is `payload`: before 4.24.5 state, PKCE verifier and nonce were sealed with the
 * same key, and so one of those cookies could be passed off as a session (CVE-2023-48309).
 */
export function openV4(codec: Codec, token: string, secrets: Secrets): MaybePromise<Opened> {
  return andThen(codec.unseal(token, { ...v4, secrets }), (opened) =>
    "fault" in opened || isSession(opened.claims) ? opened : { fault: "payload" },
  );
}

const checkClaims = ["value", "state", "code_verifier"];

function isSession(claims: JWT): boolean {
  if (checkClaims.some((name) => Object.hasOwn(claims, name))) return false;
  const { iat, exp, jti, sub, email, name } = claims;
  const hasFrame = typeof iat === "number" && typeof exp === "number" && typeof jti === "string";
  // A nonce was sealed as { nonce }, so somebody must be named.
  return hasFrame && [sub, email, name].some((claim) => typeof claim === "string" && claim !== "");
}
