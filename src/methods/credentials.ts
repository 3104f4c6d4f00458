/** Sign-in by whatever an app's `authorize` understands. */
import { CredentialsSignin, InvalidProvider } from "../errors.js";
import type { User } from "../types/index.js";
import type { CredentialInput, CredentialsConfig } from "../types/provider.js";
import type { Arrival, CoreRequest, Method, MethodContext } from "./method.js";

/** The request as `authorize` gets it: headers, URL and query of the real one, the body as JSON. */
function forAuthorize({ url, headers, body }: CoreRequest): Request {
  return new Request(url, { method: "POST", headers, body: JSON.stringify(body ?? {}) });
}

async function authorize({ provider, request }: MethodContext<CredentialsConfig>): Promise<User> {
  const user = await provider.authorize({ ...request.body }, forAuthorize(request));
  if (!user) throw new CredentialsSignin();
  return user;
}

async function finish(context: MethodContext<CredentialsConfig>): Promise<Arrival> {
  const { provider, request } = context;
  if (request.method !== "POST")
    throw new InvalidProvider(`Callback for provider type (${provider.type}) is not supported`);
  const user = await authorize(context);
  // The object stays the app's: a document of an ORM has accessors that no copy would have.
  const id = user.id?.toString() ?? crypto.randomUUID();
  if (user.id !== id) user.id = id;
  return {
    identity: {
      user,
      account: { providerAccountId: id, type: "credentials", provider: provider.id },
      credentials: { ...request.body } as Record<string, CredentialInput>,
      isNewUser: false,
    },
    cookies: [],
  };
}

/** Credentials have no first step: the form posts to the callback, with a CSRF token. */
export const credentials: Method<CredentialsConfig> = {
  finish,
  finishNeedsCsrf: true,
};
