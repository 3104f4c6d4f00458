export type {
  Account,
  Authenticator,
  Profile,
  TokenEndpointResponse,
  TokenSet,
} from "./account.js";
export type { Awaitable, Awaited, ISODateString, SemverString, Theme } from "./common.js";
export type {
  AuthAction,
  AuthCallbacks,
  AuthConfig,
  AuthEvents,
  ErrorPageParam,
  JWTDecodeParams,
  JWTEncodeParams,
  JWTOptions,
  LoggerInstance,
  PagesOptions,
  PublicProvider,
  ResponseInternal,
  SessionOptions,
  SignInPageErrorParam,
  WarningCode,
} from "./config.js";
export type { Cookie, CookieOption, CookieSerializeOptions, CookiesOptions } from "./cookie.js";
export type {
  DefaultJWT,
  DefaultSession,
  DefaultUser,
  JWT,
  Session,
  User,
} from "./session.js";
