import type { PublicProvider, ResponseInternal } from "../../types/index.js";
import type { Visit } from "../app.js";

/** What anybody may know of a provider. */
export function publicProviders({ app, baseUrl }: Visit): PublicProvider[] {
  const base = `${baseUrl}${app.config.basePath}`;
  return app.config.providers.map(({ id, name, type }) => ({
    id,
    name,
    type,
    signinUrl: `${base}/signin/${id}`,
    callbackUrl: `${base}/callback/${id}`,
  }));
}

/** GET /providers. */
export async function getProviders(visit: Visit): Promise<ResponseInternal> {
  const body = Object.fromEntries(
    publicProviders(visit).map((provider) => [provider.id, provider]),
  );
  return { body, headers: { "Content-Type": "application/json" } };
}
