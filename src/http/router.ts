import { InvalidProvider, MissingCSRF, UnknownAction } from "../errors.js";
import type { CoreRequest } from "../methods/method.js";
import type { AuthAction, ResponseInternal } from "../types/index.js";
import type { App, Route, Visit } from "./app.js";
import { judgeCallbackUrl } from "./callback-url.js";
import { isCsrfSafe, issueCsrfToken } from "./csrf.js";
import { callback } from "./routes/callback.js";
import { getCsrf } from "./routes/csrf.js";
import { getError, getVerifyRequest } from "./routes/page.js";
import { getProviders } from "./routes/providers.js";
import { getSession, updateSession } from "./routes/session.js";
import { getSignIn, postSignIn } from "./routes/signin.js";
import { getSignOut, postSignOut } from "./routes/signout.js";

const routes: { readonly [Action in AuthAction]: { readonly GET?: Route; readonly POST?: Route } } =
  {
    callback: { GET: callback, POST: callback },
    csrf: { GET: getCsrf },
    error: { GET: getError },
    providers: { GET: getProviders },
    session: { GET: getSession, POST: updateSession },
    signin: { GET: getSignIn, POST: postSignIn },
    signout: { GET: getSignOut, POST: postSignOut },
    "verify-request": { GET: getVerifyRequest },
    "webauthn-options": {},
  };

/** The value of a promise that is made when first asked for. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function visitOf(app: App, request: CoreRequest): Visit {
  const { config, cookies, secrets } = app;
  const { providerId } = request;
  const baseUrl = request.url.origin;
  const provider = config.providers.find(({ id }) => id === providerId);
  if (providerId && !provider) throw new InvalidProvider(`No provider has the id "${providerId}"`);
  return {
    app,
    request,
    baseUrl,
    provider,
    csrf: once(async () =>
      config.skipCsrf
        ? null
        : issueCsrfToken(request.cookies.get(cookies.csrfToken.name), secrets.csrf),
    ),
    callbackUrl: once(() =>
      judgeCallbackUrl(
        config,
        baseUrl,
        request.body?.callbackUrl ?? request.query.callbackUrl,
        request.cookies.get(cookies.callbackUrl.name),
      ),
    ),
  };
}

/** Every POST needs the token, but for callbacks that a transaction of their own binds to this browser. */
async function assertCsrf({ app, request, provider }: Visit): Promise<void> {
  const { config, cookies, secrets } = app;
  const bound =
    request.action === "callback" && provider && !app.methodOf(provider).finishNeedsCsrf;
  if (request.method !== "POST" || config.skipCsrf || bound) return;
  const cookie = request.cookies.get(cookies.csrfToken.name);
  if (!(await isCsrfSafe(request, cookie, secrets.csrf, config.trustedOrigins)))
    throw new MissingCSRF(`CSRF token was missing during an action ${request.action}`);
}

/** Runs the route of a request. @throws coded errors */
export async function route(app: App, request: CoreRequest): Promise<ResponseInternal> {
  const handler = routes[request.action][request.method];
  if (!handler) throw new UnknownAction(`Cannot handle action: ${request.action}`);
  const visit = visitOf(app, request);
  await assertCsrf(visit);
  return handler(visit);
}
