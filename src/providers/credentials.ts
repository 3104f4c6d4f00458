import type { CredentialInput, CredentialsConfig } from "../types/provider.js";

export type {
  CredentialInput,
  CredentialsConfig,
  CredentialsProviderId,
} from "../types/provider.js";

/** Sign in with whatever `authorize` understands: a password, a token of another system, a code. */
export default function Credentials<
  Inputs extends Record<string, CredentialInput> = Record<string, CredentialInput>,
>(config: Partial<CredentialsConfig<Inputs>>): CredentialsConfig {
  const provider: CredentialsConfig & { options: Partial<CredentialsConfig<Inputs>> } = {
    id: "credentials",
    name: "Credentials",
    type: "credentials",
    credentials: {},
    authorize: () => null,
    options: config,
  };
  return provider;
}
