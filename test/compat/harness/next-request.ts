import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external.js";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external.js";
import {
  createRequestStoreForAPI,
  createRequestStoreForRender,
} from "next/dist/server/async-storage/request-store.js";
import { NextRequest } from "next/server.js";

/** Where in Next.js the app's code runs: a Server Action can set cookies, a render cannot. */
export type Phase = "action" | "render";

/**
 * Runs code as Next.js does, in its own request storage, so that `headers()`, `cookies()` and `redirect()` are the
 * real ones. The outcome as a response: what was returned is in the body, a redirect is one, cookies are set.
 */
export async function inNext(
  request: Request,
  phase: Phase,
  code: () => unknown,
): Promise<Response> {
  let setCookie: string[] = [];
  const onUpdateCookies = (cookies: string[]) => {
    setCookie = cookies;
  };
  const req = new NextRequest(request);
  const url = { pathname: req.nextUrl.pathname, search: req.nextUrl.search };
  const store =
    phase === "action"
      ? createRequestStoreForAPI(
          req as never,
          url,
          undefined as never,
          onUpdateCookies,
          undefined,
          undefined,
        )
      : createRequestStoreForRender(
          req as never,
          undefined as never,
          url,
          {},
          undefined as never,
          onUpdateCookies,
          undefined,
          false,
          undefined,
          null,
          null,
          undefined,
        );
  const work = { route: url.pathname, page: url.pathname, isStaticGeneration: false } as never;
  const run = () => workUnitAsyncStorage.run(store as never, async () => code());
  const response = await workAsyncStorage.run(work, run).then(returned, redirected);
  for (const line of setCookie) response.headers.append("set-cookie", line);
  return response;
}

function returned(value: unknown): Response {
  return Response.json(typeof value === "string" ? { url: value } : { value: value ?? null });
}

/** `redirect()` throws: the digest is `NEXT_REDIRECT;<kind>;<url>;<status>;`. */
function redirected(error: unknown): Response {
  const digest = String((error as { digest?: unknown } | null)?.digest ?? "");
  const [, location, status] = /^NEXT_REDIRECT;\w+;(.*);(\d+);$/.exec(digest) ?? [];
  if (location === undefined) throw error;
  return new Response(null, { status: Number(status), headers: { location } });
}
