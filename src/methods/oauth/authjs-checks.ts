/** The check cookies of Auth.js: a sign-in that was under way when the package was swapped still finishes. */
import type { CookieReader } from "../../lib/cookie.js";
import { timingSafeEqual } from "../../lib/encoding.js";
import { judgeTimes } from "../../token/claims.js";
import type { CookieOption, JWT } from "../../types/index.js";
import type { Check, ResolvedOAuthProvider } from "./provider.js";
import type { Sealing } from "./state.js";
import { emptied, type Transaction } from "./transaction.js";

/** The cookies of the three checks, as configured. */
export type CheckCookies = Readonly<Record<"pkceCodeVerifier" | "state" | "nonce", CookieOption>>;

const cookieOf: Readonly<Record<Check, keyof CheckCookies>> = {
  pkce: "pkceCodeVerifier",
  state: "state",
  nonce: "nonce",
};

/** The transaction that those cookies make, or `null` unless each check that Auth.js would ask for is there. */
export async function openAuthjsChecks(
  provider: ResolvedOAuthProvider,
  state: string | undefined,
  cookies: CookieReader,
  sealing: Sealing & { readonly names: CheckCookies },
): Promise<Transaction | null> {
  const found: Partial<Record<Check, JWT & { value: string }>> = {};
  for (const check of provider.authjsChecks) {
    const claims = await openCheck(sealing.names[cookieOf[check]], provider.id, cookies, sealing);
    if (!claims) return null;
    found[check] = claims;
  }
  const [first] = Object.values(found);
  if (!first || typeof first.jti !== "string") return null;
  // Without the state check Auth.js sends none, so that an answer with one belongs to something else.
  if (!timingSafeEqual(found.state?.value ?? "", state ?? "")) return null;
  return {
    key: first.jti,
    ...(found.pkce && { verifier: found.pkce.value }),
    ...(found.nonce && { nonce: found.nonce.value }),
    formPost: provider.authorization?.params.response_mode === "form_post",
    cookies: provider.authjsChecks.map((check) => {
      const cookie = sealing.names[cookieOf[check]];
      return emptied(cookie.name, cookie);
    }),
  };
}

async function openCheck(
  { name }: CookieOption,
  provider: string,
  cookies: CookieReader,
  { codec, secrets, now }: Sealing,
): Promise<(JWT & { value: string }) | null> {
  const value = cookies.get(name);
  if (!value) return null;
  const opened = await codec.open(value, { secrets, salt: name });
  if ("fault" in opened || judgeTimes(opened.claims, now)) return null;
  const { claims } = opened;
  if (typeof claims.value !== "string" || claims.provider !== provider) return null;
  return { ...claims, value: claims.value };
}
