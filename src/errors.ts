/**
 * Every error has a `type` (the code that logs and `?error=` carry) and a `kind` (the page that shows it).
 * Two installed copies of the package must recognise each other's errors, and so `instanceof` on one of these
 * classes asks for the class's brand; on a subclass of yours it asks for the prototype, as anywhere.
 */

/** Details for whoever reads the log; never sent to a browser. */
export type ErrorOptions = Error | Record<string, unknown>;

/** The page that shows an error. */
export type ErrorKind = "signIn" | "error";

/** The codes of the errors, as `error.type`. */
export type ErrorType =
  | "AccessDenied"
  | "AccountNotLinked"
  | "AdapterError"
  | "AuthError"
  | "CallbackRouteError"
  | "ClientFetchError"
  | "CredentialsSignin"
  | "DuplicateConditionalUI"
  | "EmailSignInError"
  | "ErrorPageLoop"
  | "EventError"
  | "ExperimentalFeatureNotEnabled"
  | "InvalidCallbackUrl"
  | "InvalidCheck"
  | "InvalidConfig"
  | "InvalidEndpoints"
  | "InvalidProvider"
  | "JWTSessionError"
  | "MissingAdapter"
  | "MissingAdapterMethods"
  | "MissingAuthorize"
  | "MissingCSRF"
  | "MissingSecret"
  | "MissingWebAuthnAutocomplete"
  | "OAuthAccountNotLinked"
  | "OAuthCallbackError"
  | "OAuthProfileParseError"
  | "OAuthSignInError"
  | "SessionTokenError"
  | "SignInError"
  | "SignOutError"
  | "UnknownAction"
  | "UnsupportedStrategy"
  | "UntrustedHost"
  | "Verification"
  | "WebAuthnVerificationError";

/** The base of all errors. Catch it around `signIn()` and look at `type`. */
export class AuthError extends Error {
  /** @internal Says which of our classes this is, also to another copy of the package. */
  static "~brand": string = "AuthError";
  static type: string = "AuthError";
  static kind: ErrorKind = "error";

  type: ErrorType;
  kind: ErrorKind;
  declare cause?: Record<string, unknown> & { err?: Error };

  constructor(message?: string | ErrorOptions, details?: ErrorOptions) {
    const cause = typeof message === "string" || message === undefined ? details : message;
    super(typeof message === "string" ? message : undefined);
    if (cause) this.cause = causeOf(cause, details);
    this.name = new.target.name;
    this.type = new.target.type as ErrorType;
    this.kind = new.target.kind;
    Error.captureStackTrace?.(this, new.target);
    const url = `https://errors.authjs.dev#${this.type.toLowerCase()}`;
    this.message += `${this.message ? ". " : ""}Read more at ${url}`;
  }

  // biome-ignore-start lint/complexity/noThisInStatic: each subclass asks about itself.
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (!Object.hasOwn(this, "~brand"))
      return Function.prototype[Symbol.hasInstance].call(this, value);
    return brandsOf(value).includes(this["~brand"]);
  }
  // biome-ignore-end lint/complexity/noThisInStatic: each subclass asks about itself.
}

function causeOf(cause: ErrorOptions, details?: ErrorOptions): Record<string, unknown> {
  if (!(cause instanceof Error)) return cause;
  const inner = cause.cause;
  return {
    err: cause,
    ...(typeof inner === "object" ? inner : undefined),
    ...(details === cause ? undefined : details),
  };
}

/** The brands along a value's prototype chain; a class of yours has none of its own. */
function brandsOf(value: unknown): unknown[] {
  const brands: unknown[] = [];
  if (typeof value !== "object" || value === null) return brands;
  for (let link = Object.getPrototypeOf(value); link; link = Object.getPrototypeOf(link)) {
    const made: unknown = link.constructor;
    if (typeof made === "function" && Object.hasOwn(made, "~brand"))
      brands.push((made as unknown as typeof AuthError)["~brand"]);
  }
  return brands;
}

/** Shown on the sign-in page. */
export class SignInError extends AuthError {
  static override "~brand": string = "SignInError";
  static override kind: ErrorKind = "signIn";
}

/**
 * Wrong credentials. Subclass it and throw from `authorize` to say why: `code` reaches the sign-in page as
 * `?error=CredentialsSignin&code=…`, so keep it as vague as you would the page.
 */
export class CredentialsSignin extends SignInError {
  static override "~brand": string = "CredentialsSignin";
  static override type: string = "CredentialsSignin";
  code = "credentials";
}

/** The adapter threw. The cause is what it threw. */
export class AdapterError extends AuthError {
  static override "~brand": string = "AdapterError";
  static override type: string = "AdapterError";
}

/** The `signIn` callback refused, or threw. */
export class AccessDenied extends AuthError {
  static override "~brand": string = "AccessDenied";
  static override type: string = "AccessDenied";
}

/** A sign-in failed on the way back from the provider, or in `authorize`. */
export class CallbackRouteError extends AuthError {
  static override "~brand": string = "CallbackRouteError";
  static override type: string = "CallbackRouteError";
}

/** `pages.error` itself asks for a sign-in. */
export class ErrorPageLoop extends AuthError {
  static override "~brand": string = "ErrorPageLoop";
  static override type: string = "ErrorPageLoop";
}

/** An event handler threw. The request went on. */
export class EventError extends AuthError {
  static override "~brand": string = "EventError";
  static override type: string = "EventError";
}

/** `callbackUrl` is not an http(s) URL or a path. */
export class InvalidCallbackUrl extends AuthError {
  static override "~brand": string = "InvalidCallbackUrl";
  static override type: string = "InvalidCallbackUrl";
}

/** A provider lacks an endpoint and an issuer to discover it from. */
export class InvalidEndpoints extends AuthError {
  static override "~brand": string = "InvalidEndpoints";
  static override type: string = "InvalidEndpoints";
}

/** State, PKCE or nonce is missing, foreign, expired or used. */
export class InvalidCheck extends AuthError {
  static override "~brand": string = "InvalidCheck";
  static override type: string = "InvalidCheck";
}

/** A session token could not be read, or a callback threw while it was. */
export class JWTSessionError extends AuthError {
  static override "~brand": string = "JWTSessionError";
  static override type: string = "JWTSessionError";
}

/** A sign-in method needs storage and there is none. */
export class MissingAdapter extends AuthError {
  static override "~brand": string = "MissingAdapter";
  static override type: string = "MissingAdapter";
}

/** The adapter lacks methods that the configuration needs. */
export class MissingAdapterMethods extends AuthError {
  static override "~brand": string = "MissingAdapterMethods";
  static override type: string = "MissingAdapterMethods";
}

/** A credentials provider without `authorize`. */
export class MissingAuthorize extends AuthError {
  static override "~brand": string = "MissingAuthorize";
  static override type: string = "MissingAuthorize";
}

/** No secret: set AUTH_SECRET. */
export class MissingSecret extends AuthError {
  static override "~brand": string = "MissingSecret";
  static override type: string = "MissingSecret";
}

/** The e-mail address belongs to a user who signed in another way. */
export class OAuthAccountNotLinked extends SignInError {
  static override "~brand": string = "OAuthAccountNotLinked";
  static override type: string = "OAuthAccountNotLinked";
}

/** The provider answered with an error, or the user declined. */
export class OAuthCallbackError extends SignInError {
  static override "~brand": string = "OAuthCallbackError";
  static override type: string = "OAuthCallbackError";
}

/** A provider's `profile()` threw. */
export class OAuthProfileParseError extends AuthError {
  static override "~brand": string = "OAuthProfileParseError";
  static override type: string = "OAuthProfileParseError";
}

/** A database session could not be read. */
export class SessionTokenError extends AuthError {
  static override "~brand": string = "SessionTokenError";
  static override type: string = "SessionTokenError";
}

/** The way to the provider could not be prepared. */
export class OAuthSignInError extends SignInError {
  static override "~brand": string = "OAuthSignInError";
  static override type: string = "OAuthSignInError";
}

/** The sign-in mail could not be sent. */
export class EmailSignInError extends SignInError {
  static override "~brand": string = "EmailSignInError";
  static override type: string = "EmailSignInError";
}

/** Something failed during sign-out; the cookie is gone all the same. */
export class SignOutError extends AuthError {
  static override "~brand": string = "SignOutError";
  static override type: string = "SignOutError";
}

/** No route of that name. */
export class UnknownAction extends AuthError {
  static override "~brand": string = "UnknownAction";
  static override type: string = "UnknownAction";
}

/** The session strategy cannot be had with these providers. */
export class UnsupportedStrategy extends AuthError {
  static override "~brand": string = "UnsupportedStrategy";
  static override type: string = "UnsupportedStrategy";
}

/** No provider of that id. */
export class InvalidProvider extends AuthError {
  static override "~brand": string = "InvalidProvider";
  static override type: string = "InvalidProvider";
}

/** The Host header may not be believed: set AUTH_URL or AUTH_TRUST_HOST. */
export class UntrustedHost extends AuthError {
  static override "~brand": string = "UntrustedHost";
  static override type: string = "UntrustedHost";
}

/** A sign-in link is unknown, used or expired. */
export class Verification extends AuthError {
  static override "~brand": string = "Verification";
  static override type: string = "Verification";
}

/** No valid CSRF token, or the request came from another site. */
export class MissingCSRF extends SignInError {
  static override "~brand": string = "MissingCSRF";
  static override type: string = "MissingCSRF";
}

/** Two passkey providers ask for conditional UI. */
export class DuplicateConditionalUI extends AuthError {
  static override "~brand": string = "DuplicateConditionalUI";
  static override type: string = "DuplicateConditionalUI";
}

/** Conditional UI without an input that offers passkeys. */
export class MissingWebAuthnAutocomplete extends AuthError {
  static override "~brand": string = "MissingWebAuthnAutocomplete";
  static override type: string = "MissingWebAuthnAutocomplete";
}

/** A passkey's answer does not verify. */
export class WebAuthnVerificationError extends AuthError {
  static override "~brand": string = "WebAuthnVerificationError";
  static override type: string = "WebAuthnVerificationError";
}

/** The passkey or account belongs to another user. */
export class AccountNotLinked extends SignInError {
  static override "~brand": string = "AccountNotLinked";
  static override type: string = "AccountNotLinked";
}

/** A feature needs its flag under `experimental`. */
export class ExperimentalFeatureNotEnabled extends AuthError {
  static override "~brand": string = "ExperimentalFeatureNotEnabled";
  static override type: string = "ExperimentalFeatureNotEnabled";
}

/** The configuration contradicts itself. Thrown at construction; the text says what to change. */
export class InvalidConfig extends AuthError {
  static override "~brand": string = "InvalidConfig";
  static override type: string = "InvalidConfig";
}

/** The types whose code a browser may learn; anything else becomes `Configuration`. */
const clientTypes: ReadonlySet<string> = new Set<ErrorType>([
  "CredentialsSignin",
  "OAuthAccountNotLinked",
  "OAuthCallbackError",
  "AccessDenied",
  "Verification",
  "MissingCSRF",
  "AccountNotLinked",
  "WebAuthnVerificationError",
]);

/** May the error's code be told to a browser? */
export function isClientError(error: Error): error is AuthError {
  return error instanceof AuthError && clientTypes.has(error.type);
}
