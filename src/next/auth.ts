/** `auth` in each of its forms, told apart by the arguments. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { NextRequest } from "next/server.js";
import { serializeCookie } from "../lib/cookie.js";
import type { Session } from "../types/index.js";
import type { Bind } from "./binding.js";
import type { Handler } from "./guard.js";
import { isWebRequest, toHeaders } from "./request.js";
import { type Answers, currentSession } from "./session.js";

/** What the Pages Router gives: `(req, res)`, or the context of `getServerSideProps`, which has both. */
interface PagesCall {
  readonly req: IncomingMessage;
  readonly res: ServerResponse | { readonly headers: Headers };
}

function pagesCallOf([first, second]: readonly unknown[]): PagesCall {
  const context = first as Partial<PagesCall>;
  return context.req && context.res
    ? { req: context.req, res: context.res }
    : { req: first as IncomingMessage, res: second as ServerResponse };
}

/** The session of a Pages Router request; a renewed cookie goes on the response while that is still possible. */
async function pagesSession(bind: Bind, { req, res }: PagesCall): Promise<Session | null> {
  // A lazy configuration gets the Node request here, as next-auth has it.
  const { instance } = await bind(req as unknown as NextRequest);
  const writable = !("headersSent" in res && res.headersSent);
  const { session, cookies } = await instance.read(
    { headers: toHeaders(req.headers) },
    { view: "server", writable },
  );
  if (!writable) return session;
  for (const cookie of cookies.map(serializeCookie)) {
    if ("headers" in res) res.headers.append("Set-Cookie", cookie);
    else res.appendHeader("Set-Cookie", cookie);
  }
  return session;
}

/** Tells the forms apart. The types of each are those of `NextAuthFunction`. */
export function createAuthFunction(bind: Bind): (...args: unknown[]) => unknown {
  const answers: Answers = new WeakMap();
  return (...args) => {
    const [first, second] = args;
    if (args.length === 0) return currentSession(bind, answers);
    if (isWebRequest(first)) return guarded(bind, first, second);
    if (typeof first === "function")
      return (request: NextRequest, context: unknown) =>
        guarded(bind, request, context, first as Handler);
    return pagesSession(bind, pagesCallOf(args));
  };
}

async function guarded(
  bind: Bind,
  request: NextRequest,
  context: unknown,
  handler?: Handler,
): Promise<Response> {
  const { guard } = await import("./guard.js");
  return guard(await bind(request), request, context, handler);
}
