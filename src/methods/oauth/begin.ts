/** POST /signin/:provider: the browser leaves for the provider, bound to come back. */
import type { Detour } from "../method.js";
import { authorizationUrl, bind, challengeOf, does, randomValue } from "./authorization.js";
import { serverOf } from "./discovery.js";
import { type Context, keepingOf, redirectUriOf, type Settings, urlsOf } from "./settings.js";
import { type State, sealState } from "./state.js";
import { type Draft, makeRoom, sealTransaction, transactionId } from "./transaction.js";

/** Makes the authorization request, and the transaction that its answer must match. */
export async function begin(context: Context, settings: Settings): Promise<Detour> {
  const { provider, request, now } = context;
  const { metadata } = await serverOf(provider, "authorize", settings.state.servers, {
    now,
    timeout: settings.timeout,
  });
  const redirectUri = redirectUriOf(context, settings);
  const url = authorizationUrl(provider, metadata, redirectUri, request.query);
  const sent = url.searchParams.get("redirect_uri");
  settings.logger.debug("authorization url is ready", { provider: provider.id, url: url.href });
  if (provider.checks.length === 0) return { redirect: url.href, cookies: [] };
  const draft: Draft = {
    id: transactionId(now),
    random: randomValue(),
    provider: provider.id,
    ...(does(provider, "pkce") && { verifier: randomValue() }),
    ...(does(provider, "nonce") && { nonce: randomValue() }),
    ...(sent && sent !== redirectUri && { redirectUri: sent }),
    callbackUrl: context.callbackUrl,
    formPost: url.searchParams.get("response_mode") === "form_post",
  };
  const keeping = keepingOf(context, settings);
  const { callbackUrl } = urlsOf(context, settings);
  const state: State = {
    ...(redirectUri !== callbackUrl && { origin: callbackUrl }),
    random: draft.random,
    transaction: draft.id,
  };
  const redirect = bind(url, {
    state: await sealState(state, keeping),
    ...(draft.verifier && { challenge: await challengeOf(draft.verifier) }),
    ...(draft.nonce && { nonce: draft.nonce }),
  });
  const cookie = await sealTransaction(draft, keeping);
  return { redirect, cookies: [cookie, ...makeRoom(request.cookies, cookie, keeping)] };
}
