/** The built-in pages: pure functions from a model to a document and its content security policy. */
export type { Page } from "./document.js";
export { type ErrorModel, errorPage } from "./error.js";
export type { PageProvider } from "./provider.js";
export { type SignInModel, signInPage } from "./sign-in.js";
export { type SignOutModel, signOutPage } from "./sign-out.js";
export { type VerifyRequestModel, verifyRequestPage } from "./verify-request.js";
