/** A request from its first byte to its last: parsed, routed, answered, and every error turned into an answer. */
import type { Config } from "../config/resolve.js";
import { AuthError, UntrustedHost } from "../errors.js";
import type { CoreRequest } from "../methods/method.js";
import { returnRedirectHeader } from "../protocol.js";
import type { ResponseInternal } from "../types/index.js";
import type { App } from "./app.js";
import { BadRequest, parseRequest } from "./request.js";
import { badRequest, errorToAnswer, problemToAnswer, toResponse } from "./respond.js";
import { route } from "./router.js";

/** An app for requests to a URL, or why there is none. */
export type AppFor = (url: URL) => App;

/** Why no request to this URL may be answered, if there is a reason. */
export function problemOf(config: Config, url: string): AuthError | null {
  if (!config.trustHost) return new UntrustedHost(`Host must be trusted. URL was: ${url}`);
  return config.problem;
}

async function answer(
  request: CoreRequest,
  config: Config,
  appFor: AppFor,
): Promise<ResponseInternal> {
  const problem = problemOf(config, request.url.href);
  if (problem) {
    config.logger.error(problem);
    return problemToAnswer(request, config);
  }
  return route(appFor(request.url), request);
}

/** Answers a request. Never throws. */
export async function handle(request: Request, config: Config, appFor: AppFor): Promise<Response> {
  let parsed: CoreRequest;
  try {
    parsed = await parseRequest(request, config.basePath);
  } catch (error) {
    config.logger.error(error as Error);
    return toResponse(
      badRequest(error instanceof BadRequest ? error : new BadRequest("")),
      request,
    );
  }
  try {
    return toResponse(await answer(parsed, config, appFor), request);
  } catch (error) {
    config.logger.error(error as Error);
    return toResponse(errorToAnswer(error, parsed, config), request);
  }
}

/** As `handle`, for a caller that wants the answer as data. @throws AuthError */
export async function handleRaw(
  request: CoreRequest,
  config: Config,
  appFor: AppFor,
): Promise<ResponseInternal> {
  try {
    return await answer(request, config, appFor);
  } catch (error) {
    config.logger.error(error as Error);
    const isThrown = error instanceof AuthError && !request.headers.has(returnRedirectHeader);
    if (isThrown) throw error;
    return errorToAnswer(error, request, config);
  }
}
