/** A request from its first byte to its last: parsed, routed, answered, and every error turned into an answer. */
import { type Config, problemOf } from "../config/resolve.js";
import { AuthError } from "../errors.js";
import type { CoreRequest } from "../methods/method.js";
import { returnRedirectHeader } from "../protocol.js";
import type { ResponseInternal } from "../types/index.js";
import type { App } from "./app.js";
import { BadRequest, parseRequest } from "./request.js";
import { badRequest, errorToAnswer, problemToAnswer, toResponse } from "./respond.js";
import { route } from "./router.js";

/** What answers requests. */
export interface Site {
  readonly config: Config;
  /** The app for requests to a URL. */
  appFor(url: URL): Promise<App>;
}

async function answer(request: CoreRequest, { config, appFor }: Site): Promise<ResponseInternal> {
  const problem = problemOf(config, request.url.href);
  if (problem) {
    config.logger.error(problem);
    return problemToAnswer(request, config);
  }
  return route(await appFor(request.url), request);
}

/** Answers a request. Never throws: where even the answer to an error cannot be made, it is a bare 500. */
export async function handle(request: Request, site: Site): Promise<Response> {
  try {
    return await respond(request, site);
  } catch (error) {
    site.config.logger.error(error as Error);
    return new Response(null, { status: 500, headers: { "Cache-Control": "private, no-store" } });
  }
}

async function respond(request: Request, site: Site): Promise<Response> {
  const { config } = site;
  let parsed: CoreRequest;
  try {
    parsed = await parseRequest(request, config);
  } catch (error) {
    config.logger.error(error as Error);
    return toResponse(
      badRequest(error instanceof BadRequest ? error : new BadRequest("")),
      request,
    );
  }
  try {
    return toResponse(await answer(parsed, site), request);
  } catch (error) {
    config.logger.error(error as Error);
    return toResponse(errorToAnswer(error, parsed, config), request);
  }
}

/** As `handle`, for a caller that wants the answer as data. @throws AuthError */
export async function handleRaw(request: Request, site: Site): Promise<ResponseInternal> {
  return handleParsed(await parseRequest(request, site.config), site);
}

/** As `handleRaw`, for a request of our own server code. @throws AuthError */
export async function handleParsed(request: CoreRequest, site: Site): Promise<ResponseInternal> {
  try {
    return await answer(request, site);
  } catch (error) {
    site.config.logger.error(error as Error);
    const isThrown = error instanceof AuthError && !request.headers.has(returnRedirectHeader);
    if (isThrown) throw error;
    return errorToAnswer(error, request, site.config);
  }
}
