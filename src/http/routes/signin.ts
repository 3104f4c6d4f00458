import { UnknownAction } from "../../errors.js";
import { withQuery } from "../../lib/url.js";
import type { SignInModel } from "../../pages/index.js";
import type { ResponseInternal } from "../../types/index.js";
import { callbackUrlCookies, csrfCookies, type Visit } from "../app.js";
import { show } from "./page.js";
import { publicProviders } from "./providers.js";

/** GET /signin: the built-in page, or the way to the app's own. */
export async function getSignIn(visit: Visit): Promise<ResponseInternal> {
  const { app, request } = visit;
  if (request.providerId) throw new UnknownAction("Unsupported action");
  const callbackUrl = await visit.callbackUrl();
  const cookies = [...(await csrfCookies(visit)), ...callbackUrlCookies(visit, callbackUrl)];
  const { pages } = app.config;
  const { error } = request.query;
  if (pages.signIn) {
    const query = { callbackUrl, ...(error && { error }) };
    return { redirect: withQuery(pages.signIn, query), cookies };
  }
  const model = await signInModel(visit, callbackUrl);
  return { ...(await show(({ signInPage }) => signInPage(model))), cookies };
}

async function signInModel(visit: Visit, callbackUrl: string): Promise<SignInModel> {
  const { app, request } = visit;
  const { config } = app;
  const shown = publicProviders(visit).flatMap((listed) => {
    const provider = config.providers.find(({ id }) => id === listed.id);
    if (!provider || provider.type === "webauthn") return [];
    const style = "style" in provider ? provider.style : undefined;
    const credentials = provider.type === "credentials" ? provider.credentials : undefined;
    if (provider.type === "credentials" && !credentials) return [];
    const { type } = provider;
    return [{ ...listed, type, ...(style && { style }), ...(credentials && { credentials }) }];
  });
  const issued = await visit.csrf();
  const { error, email } = request.query;
  return {
    providers: shown,
    callbackUrl,
    theme: config.theme,
    ...(issued && { csrfToken: issued.token }),
    ...(error && { error }),
    ...(email && { email }),
  };
}

/** POST /signin/:provider: the first step of a sign-in. */
export async function postSignIn(visit: Visit): Promise<ResponseInternal> {
  const { app, request, provider, baseUrl } = visit;
  const callbackUrl = await visit.callbackUrl();
  const remembered = callbackUrlCookies(visit, callbackUrl);
  const begin = provider && app.methodOf(provider).begin;
  if (!begin) return { redirect: `${baseUrl}${app.config.basePath}/signin`, cookies: remembered };
  const { redirect, cookies } = await begin({
    request,
    provider,
    callbackUrl,
    now: app.now(),
  });
  return { redirect, cookies: [...remembered, ...cookies] };
}
