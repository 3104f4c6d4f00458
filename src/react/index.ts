"use client";

export { __NEXTAUTH } from "../client/instance.js";
export { getCsrfToken, getProviders, getSession } from "../client/session.js";
export { signIn, signOut } from "../client/sign.js";
export type {
  ClientSafeProvider,
  GetSessionParams,
  SessionContextValue,
  SignInAuthorizationParams,
  SignInOptions,
  SignInResponse,
  SignOutParams,
  SignOutResponse,
  UpdateSession,
} from "../client/types.js";
export { SessionProvider, type SessionProviderProps } from "./session-provider.js";
export { SessionContext, type UseSessionOptions, useSession } from "./use-session.js";
