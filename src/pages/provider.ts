import type {
  CredentialInput,
  OAuthProviderButtonStyles,
  ProviderType,
} from "../types/provider.js";

/** What the sign-in page needs to know of a provider. Nothing secret. */
export interface PageProvider {
  readonly id: string;
  readonly name: string;
  readonly type: ProviderType;
  /** Where the form of an OAuth, OIDC or e-mail provider posts. */
  readonly signinUrl: string;
  /** Where the form of a credentials provider posts. */
  readonly callbackUrl: string;
  readonly style?: OAuthProviderButtonStyles | undefined;
  /** The inputs of a credentials provider, by name. Without them it has no form. */
  readonly credentials?: Readonly<Record<string, CredentialInput>> | undefined;
}
