/**
 * What we use of oauth4webapi, by name: this module is what gets loaded when a sign-in needs it, and a bundler leaves
 * out whatever it does not name.
 */

export type {
  AuthorizationServer,
  Client,
  ClientAuth,
  CustomFetchOptions,
  IDToken,
  TokenEndpointResponse,
  ValidateSignatureOptions,
} from "oauth4webapi";
export {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  ClientSecretJwt,
  ClientSecretPost,
  customFetch,
  discoveryRequest,
  getValidatedIdTokenClaims,
  KEY_SELECTION,
  modifyAssertion,
  None,
  nopkce,
  OperationProcessingError,
  PrivateKeyJwt,
  processAuthorizationCodeResponse,
  processDiscoveryResponse,
  processUserInfoResponse,
  skipStateCheck,
  userInfoRequest,
  validateApplicationLevelSignature,
  validateAuthResponse,
} from "oauth4webapi";
