/** What the pages say about each error code. A code from the query is only ever a key. */
import type { ErrorPageParam, SignInPageErrorParam } from "../types/index.js";

/** A message on the sign-in page. */
export interface Message {
  readonly text: string;
  /** The kind of form it is about, `page` for none, `notice` where nothing failed. */
  readonly field: "page" | "notice" | "email" | "credentials";
}

type Code = SignInPageErrorParam | "MissingCSRF" | "AccountNotLinked" | "WebAuthnVerificationError";

const unfinished = "That sign-in did not finish. Try once more, or choose another way.";
const notCreated = "No account could be set up with that sign-in. Choose another way.";

const signIn: Readonly<Record<Code, Message>> = {
  Signin: { field: "page", text: unfinished },
  OAuthSignin: { field: "page", text: unfinished },
  OAuthCallbackError: { field: "page", text: unfinished },
  Callback: { field: "page", text: unfinished },
  OAuthCreateAccount: { field: "page", text: notCreated },
  EmailCreateAccount: { field: "page", text: notCreated },
  OAuthAccountNotLinked: {
    field: "page",
    text: "This sign-in does not belong to your account. Use the one you signed up with.",
  },
  AccountNotLinked: {
    field: "page",
    text: "This passkey does not belong to your account. Use the sign-in you signed up with.",
  },
  EmailSignin: {
    field: "email",
    text: "The email did not go out. Check the address and try again.",
  },
  CredentialsSignin: {
    field: "credentials",
    text: "Those details do not match an account. Check them and try again.",
  },
  SessionRequired: { field: "notice", text: "Sign in to open that page." },
  MissingCSRF: {
    field: "page",
    text: "The form was out of date or cookies are blocked. Allow cookies, then try again.",
  },
  WebAuthnVerificationError: {
    field: "page",
    text: "The passkey could not be verified. Try once more, or choose another way.",
  },
};

const signInDefault: Message = {
  field: "page",
  text: "Something went wrong and you are not signed in. Try again.",
};

/** The message for a code in the sign-in page's `?error=`. */
export function signInMessage(code: string): Message {
  return pick(signIn, code) ?? signInDefault;
}

/** What the error page says, and whether signing in again is the way out. */
export interface Problem {
  readonly heading: string;
  readonly text: string;
  readonly retry: boolean;
}

const problems: Readonly<Record<ErrorPageParam, Problem>> = {
  Configuration: {
    heading: "Sign-in is not working",
    text: "The fault is on the server, not with you. If you run this site, its log names the cause.",
    retry: false,
  },
  AccessDenied: {
    heading: "No access",
    text: "This account may not sign in here.",
    retry: true,
  },
  Verification: {
    heading: "This link does not work any more",
    text: "Each link works once and for a limited time. Sign in again to get a new one.",
    retry: true,
  },
};

const problemDefault: Problem = {
  heading: "Something went wrong",
  text: "The page you came from could not finish. Go back and try again.",
  retry: false,
};

/** The problem for a code in the error page's `?error=`. */
export function problemOf(code: string | undefined): Problem {
  return (code === undefined ? undefined : pick(problems, code)) ?? problemDefault;
}

function pick<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
