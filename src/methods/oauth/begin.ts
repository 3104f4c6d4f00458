/** POST /signin/:provider: the browser leaves for the provider, bound to come back. */
import type { Detour } from "../method.js";
import {
  authorizationUrl,
  bind,
  digestOf,
  does,
  mayOmitState,
  randomValue,
} from "./authorization.js";
import { serverOf } from "./discovery.js";
import { type Context, keepingOf, redirectUriOf, type Settings, urlsOf } from "./settings.js";
import { maxKeptLength, maxStateLength, type State, sealState, shortened } from "./state.js";
import { derive, makeRoom, secretCookie, stateCookie, transactionId } from "./transaction.js";

/** Makes the authorization request, and the transaction that its answer must match. */
export async function begin(context: Context, settings: Settings): Promise<Detour> {
  const { provider, request, now } = context;
  const { metadata } = await serverOf(provider, "authorize", settings.state.servers, {
    now,
    timeout: settings.timeout,
  });
  const redirectUri = redirectUriOf(context, settings);
  const url = authorizationUrl(provider, metadata, redirectUri, request.query);
  settings.logger.debug("authorization url is ready", { provider: provider.id, url: url.href });
  if (provider.checks.length === 0) return { redirect: url.href, cookies: [] };
  return bound(context, settings, url, redirectUri);
}

/** The request with what binds its answer, and the browser's half of it. */
async function bound(
  context: Context,
  settings: Settings,
  url: URL,
  redirectUri: string,
): Promise<Detour> {
  const { provider, request, now } = context;
  const keeping = keepingOf(context, settings);
  const { callbackUrl } = urlsOf(context, settings);
  const sent = url.searchParams.get("redirect_uri");
  const isForm = url.searchParams.get("response_mode") === "form_post";
  const secret = randomValue();
  const id = transactionId(now);
  const state: State = {
    ...(redirectUri !== callbackUrl && { origin: callbackUrl }),
    random: await derive("state", provider, secret),
    id,
    to: shortened(context.callbackUrl, keeping.origin),
    ...(sent && sent !== redirectUri && { redirectUri: sent }),
    ...(isForm && { form: true }),
  };
  const limit = maxStateLength(url);
  const redirect = bind(url, {
    state: await sealState(state, "sent", limit, keeping),
    ...(does(provider, "pkce") && { challenge: await digestOf(secret) }),
    ...(does(provider, "nonce") && { nonce: await derive("nonce", provider, secret) }),
  });
  const cookies = [secretCookie(id, secret, isForm, keeping)];
  // A redirect proxy needs the state to know whom the answer is for.
  if (mayOmitState(provider) && !state.origin) {
    const kept = await sealState(state, "kept", maxKeptLength, keeping);
    cookies.push(stateCookie(kept, isForm, keeping));
  }
  return { redirect, cookies: [...cookies, ...makeRoom(request.cookies, keeping)] };
}
