/** The pages that the browser tests look at: every page, with the contents that strain it. */
import {
  errorPage,
  type Page,
  type PageProvider,
  signInPage,
  signOutPage,
  verifyRequestPage,
} from "../../../src/pages/index.js";
import type { Theme } from "../../../src/types/index.js";

function provider(
  base: string,
  id: string,
  name: string,
  more: Partial<PageProvider> = {},
): PageProvider {
  return {
    id,
    name,
    type: "oidc",
    signinUrl: `${base}/api/auth/signin/${id}`,
    callbackUrl: `${base}/api/auth/callback/${id}`,
    ...more,
  };
}

/** Paths and the pages there. `base` is the origin that serves them. */
export function pagesOf(base: string): Readonly<Record<string, (theme: Theme) => Page>> {
  const google = provider(base, "google", "Google");
  const github = provider(base, "github", "GitHub", { type: "oauth" });
  const email = provider(base, "nodemailer", "Email", { type: "email" });
  const password = provider(base, "credentials", "Password", {
    type: "credentials",
    credentials: {
      email: { label: "Email", type: "email", placeholder: "you@example.com" },
      password: { label: "Password", type: "password" },
    },
  });
  const everything: PageProvider[] = [
    google,
    github,
    provider(base, "keycloak", "Keycloak"),
    provider(base, "auth0", "Auth0"),
    provider(base, "microsoft-entra-id", "Microsoft Entra ID", { style: { bg: "#0072c6" } }),
    provider(base, "apple", "Apple"),
    provider(base, "discord", "Discord"),
    provider(base, "gitlab", "GitLab"),
    provider(base, "okta", "Okta"),
    provider(base, "yellow", "Ångström & Söhne Unternehmensverzeichnis", {
      style: { brandColor: "#ffe600" },
    }),
    provider(base, "own", "Own logo", { style: { logo: "/logo.svg" } }),
    email,
    provider(base, "pin", "PIN", {
      type: "credentials",
      credentials: {
        employee: {},
        pin: { label: "PIN", type: "password", inputMode: "numeric", required: true },
        remember: { label: "Stay signed in on this device", type: "checkbox" },
      },
    }),
  ];
  const callbackUrl = `${base}/dashboard`;
  const common = { csrfToken: "0123456789abcdef", callbackUrl };
  const signIn = (providers: readonly PageProvider[], error?: string) => (theme: Theme) =>
    signInPage({ ...common, providers, theme, error });
  const error = (code?: string) => (theme: Theme) =>
    errorPage({ error: code, signInUrl: `${base}/api/auth/signin`, baseUrl: base, theme });
  return {
    "/signin": signIn([google, github, password]),
    "/signin-wrong": signIn([google, github, password], "CredentialsSignin"),
    "/signin-required": signIn([email], "SessionRequired"),
    "/signin-everything": signIn(everything, "OAuthAccountNotLinked"),
    "/signin-nothing": signIn([]),
    "/signout": (theme) =>
      signOutPage({ ...common, action: `${base}/api/auth/signout`, cancelUrl: base, theme }),
    "/error": error(),
    "/error-configuration": error("Configuration"),
    "/error-denied": error("AccessDenied"),
    "/error-verification": error("Verification"),
    "/verify-request": (theme) => verifyRequestPage({ baseUrl: base, theme }),
  };
}
