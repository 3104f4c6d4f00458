import type { Difference, RewriteContext } from "../compare.js";
import type { Observation } from "../observation.js";
import { oldSecret, secret } from "../world.js";
import {
  asTheOneBefore,
  isSession,
  logged,
  onErrorPage,
  refusedAtConstruction,
  without,
} from "./facts.js";

const day = 86_400;
const month = 30 * day;

/** A read of a session that is not due, and that the callbacks left as it was, sets no cookie. */
function throttled(one: Observation, context: RewriteContext): Observation {
  const { session, now, request, entry } = context;
  if (entry === "render") return session ? movedBack(one, now - session.iat) : one;
  const issued = Object.entries(one.cookies).find(
    ([name]) => isSession(name) && !/\.\d+$/.test(name),
  );
  const { claims } = (issued?.[1].value ?? {}) as { claims?: Record<string, unknown> };
  const isRead = request.method === "GET" && session && claims;
  if (!isRead || now - session.iat >= day || !isSame(session.claims, claims)) return one;
  const { "x-middleware-set-cookie": _, ...headers } = one.headers;
  const cookies = without(one.cookies, isSession);
  return movedBack({ ...one, headers, cookies }, now - session.iat);
}

const ofIssue = new Set(["iat", "exp", "jti", "latchkey"]);

function isSame(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const rest = (claims: Record<string, unknown>) =>
    JSON.stringify(
      Object.entries(claims)
        .filter(([name]) => !ofIssue.has(name))
        .sort(),
    );
  return rest(one) === rest(other);
}

/** `expires` of a session that was not extended: as many seconds earlier. */
function movedBack(one: Observation, seconds: number): Observation {
  const expires = /("expires":")([^"]+Z)(")/g;
  const moved = JSON.stringify(one).replace(expires, (_, before, time, after) => {
    const earlier = new Date(Date.parse(time) - seconds * 1000);
    return before + earlier.toISOString() + after;
  });
  return JSON.parse(moved);
}

/** The cookie of a session that is due, as Next.js writes it in an action. */
function renewed(one: Observation, { session, now }: RewriteContext): Observation {
  const claims = { ...session?.claims, iat: now, exp: now + month, jti: "<uuid>" };
  const expires = new Date((now + month) * 1000).toUTCString();
  const cookie = {
    value: { secret, claims: { ...claims, latchkey: { start: "<time>" } } },
    attributes: `Path=/; Expires=${expires}; Secure; HttpOnly; SameSite=lax`,
  };
  return { ...one, cookies: { ...one.cookies, "__Secure-authjs.session-token": cookie } };
}

/** Both reads succeed, and the numbered secret is the newer one. */
function underNumbered(one: Observation, context: RewriteContext): Observation {
  const text = JSON.stringify(asTheOneBefore()(one, context));
  return JSON.parse(text.replaceAll(`"secret":"${secret}"`, `"secret":"${oldSecret}"`));
}

export const sessions: Difference[] = [
  { id: "D1", rewrite: throttled },
  { id: "D10", rewrite: underNumbered },
  { id: "D17", rewrite: asTheOneBefore() },
  { id: "D24", rewrite: (one) => ({ ...one, cookies: without(one.cookies, isSession) }) },
  {
    id: "D31",
    rewrite: (one) => ({
      ...one,
      calls: one.calls.filter((call) => call.with !== "JWTSessionError"),
    }),
  },
  { id: "D42", rewrite: refusedAtConstruction },
  {
    id: "D43",
    rewrite: (one) => ({
      ...onErrorPage(one),
      calls: one.calls.flatMap((call) =>
        call.what === "events.signIn" ? logged("JWTSessionError") : [call],
      ),
    }),
  },
  { id: "D51", rewrite: renewed },
];
