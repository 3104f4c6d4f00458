import { withQuery } from "../../lib/url.js";
import type { Page } from "../../pages/index.js";
import type { ResponseInternal } from "../../types/index.js";
import type { Visit } from "../app.js";

type Pages = typeof import("../../pages/index.js");

/** A page with the headers that go with it. Loaded when first shown: most apps have pages of their own. */
export async function show(choose: (pages: Pages) => Page): Promise<ResponseInternal> {
  const { html, csp } = choose(await import("../../pages/index.js"));
  return {
    body: html,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": csp,
      "Referrer-Policy": "same-origin",
      "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "DENY",
    },
  };
}

/** The status of each code; any other is a page like any other. */
const statuses: Readonly<Record<string, number>> = {
  Configuration: 500,
  AccessDenied: 403,
  Verification: 403,
};

/** GET /error: the built-in page, or the way to the app's own. */
export async function getError(visit: Visit): Promise<ResponseInternal> {
  const { app, request } = visit;
  const { error } = request.query;
  const { pages } = app.config;
  if (pages.error) return { redirect: withQuery(pages.error, { error: `${error}` }) };
  return errorAnswer(visit.baseUrl, app.config, error);
}

/** The built-in error page with its status. */
export async function errorAnswer(
  baseUrl: string,
  { basePath, theme }: Pick<Visit["app"]["config"], "basePath" | "theme">,
  error: string | undefined,
): Promise<ResponseInternal> {
  const status = (error !== undefined && Object.hasOwn(statuses, error) && statuses[error]) || 200;
  const model = {
    baseUrl,
    signInUrl: `${baseUrl}${basePath}/signin`,
    theme,
    ...(error && { error }),
  };
  return { ...(await show(({ errorPage }) => errorPage(model))), status };
}

/** GET /verify-request: "look into your mailbox". */
export async function getVerifyRequest({
  app,
  request,
  baseUrl,
}: Visit): Promise<ResponseInternal> {
  const { pages, theme } = app.config;
  if (pages.verifyRequest) return { redirect: `${pages.verifyRequest}${request.url.search}` };
  return show(({ verifyRequestPage }) => verifyRequestPage({ baseUrl, theme }));
}
