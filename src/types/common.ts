/** A value, or a promise of it. */
export type Awaitable<T> = T | PromiseLike<T>;

/** What a promise resolves to. */
export type Awaited<T> = T extends Promise<infer U> ? U : T;

/** A date as `Date.prototype.toISOString` writes it. */
export type ISODateString = string;

/** A version as GitHub Enterprise and others write it: `v1`, `v1.2`, `v1.2.3`. */
export type SemverString = `v${number}` | `v${number}.${number}` | `v${number}.${number}.${number}`;

/** The sign-in methods. */
export type ProviderType = "oidc" | "oauth" | "email" | "credentials" | WebAuthnProviderType;

export type WebAuthnProviderType = "webauthn";

/** The look of the built-in pages and mails. */
export interface Theme {
  /** @default "auto" */
  colorScheme?: "auto" | "dark" | "light";
  /** URL of your logo. */
  logo?: string;
  brandColor?: string;
  buttonText?: string;
}
