/** The doors that can be imported as code, and what each must give. Names as Auth.js has them. */
const CORE = [
  "Auth",
  "createActionURL",
  "customFetch",
  "isAuthAction",
  "raw",
  "setEnvDefaults",
  "skipCSRFCheck",
];
const PROVIDERS = [
  "apple",
  "auth0",
  "credentials",
  "discord",
  "github",
  "gitlab",
  "google",
  "keycloak",
  "microsoft-entra-id",
  "okta",
];

/** Doors that need neither Next nor React. */
export const doors: Readonly<Record<string, readonly string[]>> = {
  ".": ["default", "AuthError", "CredentialsSignin", ...CORE],
  "./core": ["createAuth", ...CORE],
  "./jwt": ["decode", "encode", "getToken"],
  "./errors": ["AuthError", "CredentialsSignin", "MissingSecret", "isClientError"],
  "./adapters": ["isDate"],
  "./types": [],
  "./providers": [],
  ...Object.fromEntries(PROVIDERS.map((name) => [`./providers/${name}`, ["default"]])),
};

/** The door that needs React. */
export const reactDoor: readonly string[] = [
  "__NEXTAUTH",
  "SessionContext",
  "SessionProvider",
  "getCsrfToken",
  "getProviders",
  "getSession",
  "signIn",
  "signOut",
  "useSession",
];
