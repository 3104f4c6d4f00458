/** `latchkey/core`: sign-in and sessions as `Request` → `Response`, for any framework or none. */
import { type AuthInstance, compose } from "./auth.js";
import { raw } from "./symbols.js";
import type { AuthConfig, ResponseInternal } from "./types/index.js";

export { type AuthInstance, type Call, createAuth, type Source } from "./auth.js";
export { setEnvDefaults } from "./config/env.js";
export { createActionURL } from "./http/action-url.js";
export { isAuthAction } from "./protocol.js";
export { customFetch, raw, skipCSRFCheck } from "./symbols.js";
export type { AuthConfig } from "./types/index.js";

/**
 * One app per configuration object, so that keys, discovery documents and used transactions outlive a request.
 * It holds nothing that the configuration does not determine, and goes when the configuration goes.
 */
const apps = new WeakMap<AuthConfig, AuthInstance>();

function appOf(config: AuthConfig): AuthInstance {
  let app = apps.get(config);
  if (!app) {
    app = compose(config, {});
    apps.set(config, app);
  }
  return app;
}

/**
 * Answers a request to one of the routes, as `Auth()` of `@auth/core` does. It reads no environment variable:
 * call `setEnvDefaults(process.env, config)` first, or use `createAuth()`. Pass the same configuration object each time.
 *
 * With `config.raw` the answer comes as data, and `AuthError`s are thrown.
 */
export async function Auth(
  request: Request,
  config: AuthConfig & { raw: typeof raw },
): Promise<ResponseInternal>;
export async function Auth(request: Request, config: Omit<AuthConfig, "raw">): Promise<Response>;
export async function Auth(
  request: Request,
  config: AuthConfig,
): Promise<Response | ResponseInternal> {
  const app = appOf(config);
  return config.raw === raw ? app.answer(request) : app.handle(request);
}
