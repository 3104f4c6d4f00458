/** How the client proves itself at the token endpoint (RFC 6749 §2.3, RFC 7523 §2.2). */

import { InvalidConfig } from "../../errors.js";
import { missing } from "./authorization.js";
import type * as oauth from "./library.js";
import type { ResolvedOAuthProvider } from "./provider.js";

type Build = (o: typeof oauth, provider: ResolvedOAuthProvider) => oauth.ClientAuth;

const methods: Readonly<Record<string, Build>> = {
  client_secret_basic: (_, provider) => basic(provider.clientId ?? "", secretOf(provider)),
  client_secret_post: (o, provider) => o.ClientSecretPost(secretOf(provider)),
  client_secret_jwt: (o, provider) => o.ClientSecretJwt(secretOf(provider)),
  private_key_jwt: privateKeyJwt,
  none: (o) => o.None(),
};

/**
 * The client authentication that `client.token_endpoint_auth_method` names; `client_secret_basic` by default.
 * @throws InvalidConfig for an unknown method, and where its secret or key is missing
 */
export function clientAuthOf(o: typeof oauth, provider: ResolvedOAuthProvider): oauth.ClientAuth {
  const name = provider.client?.token_endpoint_auth_method ?? "client_secret_basic";
  const build = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (build) return build(o, provider);
  throw new InvalidConfig(
    `Provider "${provider.id}" names an unknown \`client.token_endpoint_auth_method\`; there are ${Object.keys(methods).join(", ")}`,
  );
}

function secretOf({ id, clientSecret }: ResolvedOAuthProvider): string {
  if (clientSecret) return clientSecret;
  const option = 'clientSecret`, or `client.token_endpoint_auth_method: "none"';
  throw new InvalidConfig(missing(id, "client secret", "SECRET", option));
}

/**
 * oauth4webapi percent-encodes `-`, `_`, `.` and more as well, which the letter of RFC 6749 §2.3.1 asks for and
 * servers in the wild do not decode. Auth.js does it this way.
 */
function basic(clientId: string, secret: string): oauth.ClientAuth {
  const encode = (text: string) => encodeURIComponent(text).replaceAll("%20", "+");
  const credentials = btoa(`${encode(clientId)}:${encode(secret)}`);
  return (_as, _client, _body, headers) => headers.set("authorization", `Basic ${credentials}`);
}

function privateKeyJwt(o: typeof oauth, { id, token }: ResolvedOAuthProvider): oauth.ClientAuth {
  if (!token?.clientPrivateKey)
    throw new InvalidConfig(`Provider "${id}" has no private key: set \`token.clientPrivateKey\``);
  const key = token.clientPrivateKey;
  return (as, client, body, headers) =>
    o.PrivateKeyJwt(key, {
      // Servers differ in which of the two they look for (RFC 7523 §3).
      [o.modifyAssertion]: (_header, payload) => {
        payload.aud = [as.issuer, as.token_endpoint] as string[];
      },
    })(as, client, body, headers);
}
