/** The choices: which session engine, which method for which type of provider. */
import type { AppSecrets, Config } from "../config/resolve.js";
import { InvalidProvider } from "../errors.js";
import type { App } from "../http/app.js";
import type { Method } from "../methods/method.js";
import type { ResolvedProvider } from "../providers/normalize.js";
import type { SessionEngine } from "../session/engine.js";
import { createStateless } from "../session/stateless.js";
import { createSessionTokens } from "../session/token.js";
import { v4SessionCookies } from "../token/v4.js";
import type { Shared } from "./shared.js";

/** Loaded by the first request to a route: an app that only reads sessions starts sooner. */
async function loadMethods() {
  const [oauth, credentials] = await Promise.all([
    import("../methods/oauth/index.js"),
    import("../methods/credentials.js"),
  ]);
  return { ...oauth, ...credentials };
}

/** What an app is made of. */
export interface Parts {
  readonly config: Config;
  /** Whether its cookies are those of https. */
  readonly secure: boolean;
  readonly secrets: AppSecrets;
  readonly shared: Shared;
}

const now = () => Date.now();

/** The engine of the strategy that the configuration asks for. */
export function createSessions({ config, secure, secrets, shared }: Parts): SessionEngine {
  const cookie = config.cookies[secure ? "secure" : "plain"].sessionToken;
  const v4Name = v4SessionCookies[secure ? "secure" : "plain"];
  return createStateless({
    cookie,
    v4Cookie: () =>
      now() < config.acceptV4Until ? { name: v4Name, options: cookie.options } : undefined,
    tokens: createSessionTokens({
      codec: shared.codec,
      memo: shared.memo,
      salt: cookie.name,
      secrets: secrets.tokens,
      jwt: config.jwt,
    }),
    policy: config.session,
    superseded: shared.superseded,
    callbacks: config.callbacks,
    events: config.events,
    logger: config.logger,
    now,
  });
}

/** What the routes work with. */
export async function createApp(parts: Parts, sessions: SessionEngine): Promise<App> {
  const { config, secure, secrets, shared } = parts;
  const { createOAuth, createOAuthState, credentials } = await loadMethods();
  const cookies = config.cookies[secure ? "secure" : "plain"];
  const oauth = createOAuth({
    secrets: secrets.tokens,
    codec: shared.codec,
    cookies,
    basePath: config.basePath,
    logger: config.logger,
    state: shared.oauth(createOAuthState),
  });
  const methods: { readonly [Type in ResolvedProvider["type"]]?: Method<never> } = {
    oauth,
    oidc: oauth,
    credentials,
  };
  return {
    config,
    secrets,
    cookies,
    sessions,
    methodOf(provider) {
      const method = methods[provider.type];
      if (!method)
        throw new InvalidProvider(`Callback for provider type (${provider.type}) is not supported`);
      return method as Method<ResolvedProvider>;
    },
    now,
  };
}
