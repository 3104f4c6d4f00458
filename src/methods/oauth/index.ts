/** Sign-in at an OAuth 2 or OpenID Connect provider: the authorization code flow (RFC 6749 §4.1). */
import type { Method } from "../method.js";
import { begin } from "./begin.js";
import { callbackFailure, signInFailure } from "./failure.js";
import { within } from "./fetch.js";
import { finish } from "./finish.js";
import type { ResolvedOAuthProvider } from "./provider.js";
import type { OAuthDeps, Settings } from "./settings.js";

export { createOAuthState, type OAuthDeps, type OAuthState } from "./settings.js";

/** Makes the method. Everything it throws is an `AuthError`. */
export function createOAuth(deps: OAuthDeps): Method<ResolvedOAuthProvider> {
  const settings: Settings = { timeout: 8_000, ...deps };
  return {
    finishNeedsCsrf: false,
    async begin(context) {
      try {
        const signal = AbortSignal.timeout(settings.timeout);
        return await within(begin(context, settings), signal);
      } catch (error) {
        throw signInFailure(error, context.provider.id);
      }
    },
    async finish(context) {
      try {
        return await finish(context, settings);
      } catch (error) {
        throw callbackFailure(error, context.provider.id);
      }
    },
  };
}
