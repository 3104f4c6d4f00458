import { AuthError, CallbackRouteError, OAuthSignInError } from "../../errors.js";

/** The errors of oauth4webapi carry answers, tokens included, as their cause. Those must not reach a log. */
const talkative: ReadonlySet<string> = new Set([
  "AuthorizationResponseError",
  "OperationProcessingError",
  "ResponseBodyError",
  "UnsupportedOperationError",
  "WWWAuthenticateChallengeError",
]);

/** An error of ours, with a code for whoever reads the log. */
export function fault(code: string, message: string): Error {
  return Object.assign(new Error(message), { name: "OAuthFault", code });
}

/** What a provider wrote is for the log only: cut, and without control characters (RFC 6749 §4.1.2.1). */
export function quoted(text: unknown): string | undefined {
  if (typeof text !== "string" || text === "") return undefined;
  return text.replace(/[^\x20-\x7e]/g, "?").slice(0, 300);
}

/** An error answer, as JSON (RFC 6749 §5.2) or in a `WWW-Authenticate` header (RFC 6750 §3). */
interface Told {
  readonly error?: unknown;
  readonly error_description?: unknown;
  readonly status?: unknown;
}
interface Challenge {
  readonly parameters?: Told;
}

/** The error without what it may have seen, and what the provider gave as its reason. */
function redacted(error: unknown): [Error, Record<string, string>] {
  if (!(error instanceof Error)) return [new Error("Something that is no Error was thrown"), {}];
  const { code } = error as { code?: unknown };
  if (!talkative.has(error.name) && !String(code).startsWith("ERR_INVALID_ARG")) return [error, {}];
  const plain = Object.assign(new Error(error.message), { name: error.name, code });
  if (error.stack) plain.stack = error.stack;
  const { error: reason, error_description, status } = error as Told;
  const [challenge] = Array.isArray(error.cause) ? (error.cause as Challenge[]) : [];
  const reasons = Object.entries({
    error: quoted(reason ?? challenge?.parameters?.error),
    error_description: quoted(error_description ?? challenge?.parameters?.error_description),
    status: typeof status === "number" ? String(status) : undefined,
  }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return [plain, Object.fromEntries(reasons)];
}

/** Whatever failed on the way back from the provider, as a coded error. */
export function callbackFailure(error: unknown, provider: string): AuthError {
  if (error instanceof AuthError) return error;
  const [plain, reasons] = redacted(error);
  return new CallbackRouteError(plain, { provider, ...reasons });
}

/** Whatever failed on the way to the provider, as a coded error. */
export function signInFailure(error: unknown, provider: string): AuthError {
  if (error instanceof AuthError) return error;
  const [plain, reasons] = redacted(error);
  const failure = new OAuthSignInError(plain, { provider, ...reasons });
  // Auth.js lets the bare error through here, which ends on the error page and not on the sign-in page.
  failure.kind = "error";
  return failure;
}
