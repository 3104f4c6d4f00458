import { OAuthProfileParseError } from "../../errors.js";
import type { Account, Profile, TokenSet, User } from "../../types/index.js";
import type { Identity } from "../method.js";
import { fault } from "./failure.js";
import type { ResolvedOAuthProvider } from "./provider.js";

/** RFC 5321 §4.5.3.1 allows 254 characters; a little more, as we only guard against nonsense. */
const maxEmail = 320;
const maxName = 1_024;
const maxImage = 65_536;

/**
 * The user and the account that a profile makes. The user's id is random, since the same person may have accounts
 * at several providers; the provider's own id becomes `providerAccountId`.
 * @throws OAuthProfileParseError where `profile()` throws, or returns what cannot be a user
 */
export async function identify(
  provider: ResolvedOAuthProvider,
  profile: Profile,
  tokens: TokenSet,
): Promise<Identity> {
  try {
    const found = await provider.profile(profile, tokens);
    const account: Account = {
      ...tokens,
      provider: provider.id,
      type: provider.type,
      providerAccountId: accountId(found.id),
    };
    return { user: userOf(found), account, profile };
  } catch (error) {
    throw new OAuthProfileParseError(error as Error, { provider: provider.id });
  }
}

/** Providers have numbers as ids too. An empty one would make one account of many people's. */
function accountId(id: unknown): string {
  if (id === undefined || id === null) return crypto.randomUUID();
  const text = typeof id === "number" || typeof id === "bigint" ? String(id) : id;
  if (typeof text !== "string" || text === "" || text.length > 2_048)
    throw fault("invalid_id", "profile() must return an id that is not empty");
  return text;
}

/** What a provider says of its users is written by them: bounded here, rendered as text later. */
function userOf({ email, name, image, ...rest }: User): User {
  const user: User = { ...rest, id: crypto.randomUUID() };
  if (name !== undefined) user.name = typeof name === "string" ? name.slice(0, maxName) : name;
  if (image !== undefined) user.image = isImage(image) ? image : null;
  if (email === undefined || email === null) return user;
  const address = email.toLowerCase();
  if (address.length > maxEmail || /\p{Cc}/u.test(address))
    throw fault("invalid_email", "The profile's e-mail address is malformed");
  return { ...user, email: address };
}

/** A web address, a path, or the picture itself; no other scheme ends up in somebody's page. */
function isImage(image: unknown): image is string {
  if (typeof image !== "string" || image.length > maxImage) return false;
  const scheme = /^\s*([a-z][a-z\d+.-]*):/i.exec(image)?.[1]?.toLowerCase();
  if (scheme === "data") return /^data:image\//i.test(image);
  return scheme === undefined || scheme === "https" || scheme === "http";
}
