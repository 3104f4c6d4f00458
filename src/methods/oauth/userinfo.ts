/** Who the user is by the provider's word: ID-token claims, or the userinfo endpoint (OpenID Connect Core §5.3). */
import type { Profile } from "../../types/index.js";
import {
  type Callback,
  clientOf,
  type Exchanged,
  providerForHook,
  requestOptions,
} from "./exchange.js";
import { fault } from "./failure.js";
import { verifySignature } from "./id-token.js";
import { quirks } from "./provider.js";

/** The profile that `profile()` will turn into a user. */
export async function profileOf(callback: Callback, exchanged: Exchanged): Promise<Profile> {
  const { provider, answer } = callback;
  const profile = await claimed(callback, exchanged);
  return provider[quirks]?.fromCallback?.(profile, answer) ?? profile;
}

async function claimed(callback: Callback, { tokens, claims }: Exchanged): Promise<Profile> {
  const { provider } = callback;
  if (claims && provider.idToken) return { ...claims } as Profile;
  if (claims) return signedInUser(callback, tokens.access_token, claims.sub);
  const replacement = provider.userinfo?.request;
  const profile = replacement
    ? await replacement({ tokens, provider: providerForHook(callback) })
    : await (await requestUserinfo(callback, tokens.access_token)).json();
  if (typeof profile !== "object" || profile === null || Array.isArray(profile))
    throw fault("invalid_userinfo", "The userinfo answer is no object");
  return profile;
}

/** The userinfo answer of OpenID Connect: it must be about the ID token's subject (§5.3.2). */
async function signedInUser(
  callback: Callback,
  accessToken: string,
  subject: string,
): Promise<Profile> {
  const { o, provider, server } = callback;
  const response = await requestUserinfo(callback, accessToken);
  const isSigned = /^application\/jwt\b/i.test(response.headers.get("content-type") ?? "");
  const { metadata } = server;
  const profile = await o.processUserInfoResponse(metadata, clientOf(provider), subject, response);
  if (isSigned) await verifySignature(response, callback);
  return profile as Profile;
}

async function requestUserinfo(callback: Callback, accessToken: string): Promise<Response> {
  const { o, provider, server } = callback;
  if (!server.metadata.userinfo_endpoint)
    throw fault("no_endpoint", "The provider has no userinfo endpoint");
  const client = clientOf(provider);
  const options = requestOptions(callback);
  const received = await o.userInfoRequest(server.metadata, client, accessToken, options);
  const response = (await provider.userinfo?.conform?.(received.clone())) ?? received;
  if (!response.ok)
    throw fault("userinfo_refused", `The userinfo endpoint answered ${response.status}`);
  return response;
}
