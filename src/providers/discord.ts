import type { OAuthConfig, OAuthUserConfig } from "../types/provider.js";

/** The current user as Discord's API describes it, and the address of the picture. */
// biome-ignore lint/suspicious/noExplicitAny: apps index into the profile freely.
export interface DiscordProfile extends Record<string, any> {
  /** A snowflake. */
  id: string;
  username: string;
  /** "0" for users of the newer, unique names. */
  discriminator: string;
  global_name: string | null;
  /** The picture's hash. */
  avatar: string | null;
  bot?: boolean;
  system?: boolean;
  mfa_enabled: boolean;
  banner: string | null;
  accent_color: number | null;
  locale: string;
  verified: boolean;
  email: string | null;
  flags: number;
  premium_type: number;
  public_flags: number;
  display_name: string | null;
  avatar_decoration: string | null;
  banner_color: string | null;
  /** Not from Discord: the picture's address, made by `profile()`. */
  image_url: string;
}

const pictures = "https://cdn.discordapp.com";

/** Discord's rule for users without a picture: by account number, or by discriminator for the older names. */
function pictureOf({ id, avatar, discriminator }: DiscordProfile): string {
  if (avatar !== null) {
    const format = avatar.startsWith("a_") ? "gif" : "png";
    return `${pictures}/avatars/${id}/${avatar}.${format}`;
  }
  const isRenamed = discriminator === "0";
  const number = isRenamed ? Number(BigInt(id) >> 22n) % 6 : Number.parseInt(discriminator, 10) % 5;
  return `${pictures}/embed/avatars/${number}.png`;
}

/** Sign in with Discord. Environment: `AUTH_DISCORD_ID`, `AUTH_DISCORD_SECRET`. */
export default function Discord<P extends DiscordProfile>(
  options: OAuthUserConfig<P>,
): OAuthConfig<P> {
  return {
    id: "discord",
    name: "Discord",
    type: "oauth",
    authorization: {
      url: "https://discord.com/api/oauth2/authorize",
      params: { scope: "identify email" },
    },
    token: "https://discord.com/api/oauth2/token",
    userinfo: "https://discord.com/api/users/@me",
    profile(profile) {
      // The callbacks of apps read it from the profile.
      profile.image_url = pictureOf(profile);
      return {
        id: profile.id,
        name: profile.global_name ?? profile.username,
        email: profile.email,
        image: profile.image_url,
      };
    },
    style: { bg: "#5865F2", text: "#fff" },
    options,
  };
}
