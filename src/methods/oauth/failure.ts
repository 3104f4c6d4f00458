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

/** The error without what it may have seen, and what the provider gave as its reason. */
function describe(error: unknown): [Error, Record<string, string>] {
  if (!(error instanceof Error)) return [new Error("Something that is no Error was thrown"), {}];
  const { code } = error as { code?: unknown };
  if (!talkative.has(error.name) && !String(code).startsWith("ERR_INVALID_ARG")) return [error, {}];
  const plain = Object.assign(new Error(error.message), { name: error.name, code });
  if (error.stack) plain.stack = error.stack;
  const answer = error as { error?: unknown; error_description?: unknown; status?: unknown };
  const reasons = Object.entries({
    error: quoted(answer.error),
    error_description: quoted(answer.error_description),
    status: typeof answer.status === "number" ? String(answer.status) : undefined,
  }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return [plain, Object.fromEntries(reasons)];
}

/** Whatever failed on the way back from the provider, as a coded error. */
export function callbackFailure(error: unknown, provider: string): AuthError {
  if (error instanceof AuthError) return error;
  const [plain, reasons] = describe(error);
  return new CallbackRouteError(plain, { provider, ...reasons });
}

/** Whatever failed on the way to the provider, as a coded error. */
export function signInFailure(error: unknown, provider: string): AuthError {
  if (error instanceof AuthError) return error;
  const [plain, reasons] = describe(error);
  const failure = new OAuthSignInError(plain, { provider, ...reasons });
  // Auth.js lets the bare error through here, which ends on the error page and not on the sign-in page.
  failure.kind = "error";
  return failure;
}
