import { InvalidProvider } from "../../errors.js";
import type { ResponseInternal } from "../../types/index.js";
import { admit } from "../admit.js";
import type { Visit } from "../app.js";

/** GET and POST /callback/:provider: the last step of a sign-in. */
export async function callback(visit: Visit): Promise<ResponseInternal> {
  const { app, request, provider } = visit;
  if (!provider) throw new InvalidProvider("Callback route called without provider");
  const result = await app.methodOf(provider).finish({
    request,
    provider,
    callbackUrl: await visit.callbackUrl(),
    now: app.now(),
  });
  if ("redirect" in result) return { redirect: result.redirect, cookies: [...result.cookies] };
  return admit(visit, result);
}
