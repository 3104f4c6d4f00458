import { AuthError, CallbackRouteError, InvalidProvider } from "../../errors.js";
import type { ResolvedProvider } from "../../providers/normalize.js";
import type { ResponseInternal } from "../../types/index.js";
import { admit } from "../admit.js";
import type { Visit } from "../app.js";

/**
 * GET and POST /callback/:provider: the last step of a sign-in.
 * @throws CallbackRouteError for whatever the app's own code throws on the way
 */
export async function callback(visit: Visit): Promise<ResponseInternal> {
  const { provider } = visit;
  if (!provider) throw new InvalidProvider("Callback route called without provider");
  try {
    return await finish(visit, provider);
  } catch (error) {
    if (error instanceof AuthError) throw error;
    throw new CallbackRouteError(error as Error, { provider: provider.id });
  }
}

async function finish(visit: Visit, provider: ResolvedProvider): Promise<ResponseInternal> {
  const { app, request } = visit;
  const result = await app.methodOf(provider).finish({
    request,
    provider,
    callbackUrl: await visit.callbackUrl(),
    now: app.now(),
  });
  if ("redirect" in result) return { redirect: result.redirect, cookies: [...result.cookies] };
  return admit(visit, result);
}
