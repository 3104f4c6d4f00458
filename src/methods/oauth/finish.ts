/** GET or POST /callback/:provider: the browser comes back with the provider's answer. */
import { InvalidCheck, OAuthCallbackError } from "../../errors.js";
import { customFetch } from "../../symbols.js";
import type { Arrival, Detour } from "../method.js";
import { readAnswer } from "./answer.js";
import { openAuthjsChecks } from "./authjs-checks.js";
import { mayOmitState } from "./authorization.js";
import { type Server, serverOf } from "./discovery.js";
import { type Callback, clientOf, dated, exchange } from "./exchange.js";
import { quoted } from "./failure.js";
import { guardedFetch, within } from "./fetch.js";
import { identify } from "./identity.js";
import type { ResolvedOAuthProvider } from "./provider.js";
import { relayTarget } from "./redirect-proxy.js";
import {
  type Context,
  keepingOf,
  type OAuthState,
  redirectUriOf,
  type Settings,
  urlsOf,
} from "./settings.js";
import { openState, type State } from "./state.js";
import { findByState, findOnly, type Keeping, type Transaction } from "./transaction.js";
import { profileOf } from "./userinfo.js";

/** Turns the provider's answer into an identity, or passes it on to the deployment that it is for. */
export async function finish(context: Context, settings: Settings): Promise<Arrival | Detour> {
  const { provider, request } = context;
  const answer = readAnswer(request);
  const sealed = answer.get("state");
  const state = sealed ? await openState(sealed, "sent", keepingOf(context, settings)) : null;
  const relay = state && relayTarget(state, provider, request, answer);
  if (relay) return { redirect: relay, cookies: [] };
  const transaction = await findTransaction(context, settings, answer, state);
  const signal = AbortSignal.timeout(settings.timeout);
  return within(arrive({ context, settings, signal, answer, transaction }), signal);
}

/**
 * The transaction that an answer belongs to.
 * @throws InvalidCheck if there is none; OAuthCallbackError if there is none and the answer is an error anyway
 */
async function findTransaction(
  context: Context,
  settings: Settings,
  answer: URLSearchParams,
  state: State | null,
): Promise<Partial<Transaction>> {
  const { provider, request } = context;
  if (provider.checks.length === 0) return {};
  const keeping = keepingOf(context, settings);
  const found = state?.id
    ? await findByState(state, provider, request.cookies, keeping)
    : await findWithoutState(context, settings, answer, keeping);
  if (found && found.formPost !== (request.method === "POST"))
    throw new InvalidCheck("The answer did not come in the response mode that was asked for");
  if (found) return found;
  const asksForState = provider.authjsChecks.includes("state");
  if (answer.has("error") && !asksForState) throw errorAnswer(provider.id, answer);
  throw new InvalidCheck("No sign-in at this provider is under way in this browser", {
    provider: provider.id,
  });
}

/**
 * An answer whose state is not one of ours: of a sign-in that began with Auth.js, or of a provider that does not
 * return the state. The latter is taken only where the one open transaction binds the code, see `mayOmitState`.
 */
async function findWithoutState(
  { provider, request }: Context,
  { cookies }: Settings,
  answer: URLSearchParams,
  keeping: Keeping,
): Promise<Transaction | null> {
  const state = answer.get("state") ?? undefined;
  const sealing = { ...keeping, names: cookies };
  const begunElsewhere = await openAuthjsChecks(provider, state, request.cookies, sealing);
  if (begunElsewhere) return begunElsewhere;
  if (state !== undefined || !mayOmitState(provider)) return null;
  return findOnly(provider, request.cookies, keeping);
}

/** Everything from a transaction on: the answer is judged, the code redeemed, the profile read. */
async function arrive(arriving: {
  readonly context: Context;
  readonly settings: Settings;
  readonly signal: AbortSignal;
  readonly answer: URLSearchParams;
  readonly transaction: Partial<Transaction>;
}): Promise<Arrival> {
  const { context, settings, signal, transaction } = arriving;
  const { provider, now } = context;
  const o = await import("./library.js");
  const server = await serverOf(provider, "callback", settings.state.servers, {
    now,
    timeout: settings.timeout,
  });
  consume(transaction, settings.state);
  const callback: Callback = {
    o,
    provider,
    server,
    answer: judgeAnswer(o, provider, server, arriving.answer),
    transaction,
    redirectUri: transaction.redirectUri ?? redirectUriOf(context, settings),
    urls: urlsOf(context, settings),
    request: guardedFetch(provider[customFetch], () => signal),
    now,
  };
  const exchanged = await exchange(callback);
  const profile = await profileOf(callback, exchanged);
  const identity = await identify(provider, profile, dated(exchanged.tokens, now));
  const { callbackUrl, cookies = [] } = transaction;
  return { identity, cookies, ...(callbackUrl && { callbackUrl }) };
}

/** A transaction is good for one answer, whatever becomes of it. Of parallel ones the first gets here first. */
function consume({ key }: Partial<Transaction>, { consumed }: OAuthState): void {
  if (key === undefined) return;
  if (consumed.get(key)) throw new InvalidCheck("This sign-in was finished already");
  consumed.set(key, true);
}

/** Judges the answer's own parameters: `iss` (RFC 9207), `error`, the response type. State was judged before. */
function judgeAnswer(
  o: typeof import("./library.js"),
  provider: ResolvedOAuthProvider,
  { metadata, hasIssuer }: Server,
  answer: URLSearchParams,
): URLSearchParams {
  const judged = new URLSearchParams(answer);
  // Without an issuer there is nothing to compare; the redirect URI and the transaction tell providers apart.
  if (!hasIssuer) judged.delete("iss");
  try {
    return o.validateAuthResponse(metadata, clientOf(provider), judged, o.skipStateCheck);
  } catch (error) {
    if (error instanceof o.AuthorizationResponseError) throw errorAnswer(provider.id, answer);
    throw error;
  }
}

function errorAnswer(providerId: string, answer: URLSearchParams): OAuthCallbackError {
  const told = ["error", "error_description", "error_uri"].flatMap((name) => {
    const text = quoted(answer.get(name));
    return text === undefined ? [] : [[name, text]];
  });
  const cause = { providerId, ...Object.fromEntries(told) };
  return new OAuthCallbackError("OAuth Provider returned an error", cause);
}
