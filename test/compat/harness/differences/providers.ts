import type { Difference, RewriteContext } from "../compare.js";
import type { Observation, ObservedCookie } from "../observation.js";
import { isCheck, logged, onErrorPage, refusedAtConstruction, renamed, without } from "./facts.js";

/**
 * The cookie of a secret in place of the check cookies, and a `state`; where the app does not ask for the state, it
 * is kept in a cookie as well.
 */
function transaction(one: Observation, { all, step }: RewriteContext): Observation {
  const checks = Object.entries(one.cookies).filter(([name]) => isCheck(name));
  const found = checks.find(([name]) => name.endsWith(".state")) ?? checks[0];
  if (!found) return one;
  const [name, { value, attributes }] = found;
  const ours = (content: string): ObservedCookie => ({
    value: value === "" ? "" : content,
    // The nonce's cookie has no Max-Age of its own.
    attributes: /max-?age/i.test(attributes) ? attributes : `Max-Age=900; ${attributes}`,
  });
  // Of two tabs the scenarios finish the first; what is kept is the second's.
  const isLast = value !== "" || all.slice(0, step).filter(leadsToProvider).length === 1;
  const isKept = !name.endsWith(".state") && isLast;
  const base = name.replace(/authjs\..*$/, "authjs.state");
  const kept = { [`${base}.last`]: ours("<sealed, not to be opened by Auth.js>") };
  const { url } = (one.body ?? {}) as { url?: unknown };
  return {
    ...one,
    cookies: {
      ...without(one.cookies, isCheck),
      [`${base}.<id>`]: ours("<random>"),
      ...(isKept && kept),
    },
    location: withState(one.location),
    body: typeof url === "string" ? { ...(one.body as object), url: withState(url) } : one.body,
  };
}

function leadsToProvider({ location, body }: Observation): boolean {
  const { url } = (body ?? {}) as { url?: unknown };
  return `${location ?? url}`.includes("client_id=");
}

function withState(target: string | null): string | null {
  return edited(target, (parameters) => parameters.set("state", "<state>"));
}

/** The authorization URL with other parameters; any other target as it is. */
function edited(target: string | null, edit: (parameters: URLSearchParams) => void): string | null {
  if (!target || !URL.canParse(target)) return target;
  const url = new URL(target);
  if (!url.searchParams.has("client_id")) return target;
  edit(url.searchParams);
  url.searchParams.sort();
  return url.href;
}

/**
 * With OpenID Connect where it was not asked for, without where it means nothing: an answer is not bound by it
 * there, so that the state is not kept.
 */
function nonce(one: Observation): Observation {
  let isBound = true;
  const location = edited(one.location, (parameters) => {
    if (!parameters.has("nonce")) return parameters.set("nonce", "<nonce>");
    parameters.delete("nonce");
    isBound = parameters.has("code_challenge");
  });
  return {
    ...one,
    location,
    cookies: isBound ? one.cookies : without(one.cookies, (name) => name.endsWith(".state.last")),
    calls: one.calls.map((call) => ({ ...call, with: inProfile(call.with) })),
  };
}

/** The claims of an ID token are the profile: the nonce is one of them. */
function inProfile(message: unknown): unknown {
  const { profile } = (message ?? {}) as { profile?: { iss?: string } };
  if (!profile?.iss) return message;
  return { ...(message as object), profile: { ...profile, nonce: "<random>" } };
}

export const providers: Difference[] = [
  { id: "D2", rewrite: transaction },
  { id: "D26", rewrite: nonce },
  {
    id: "D13",
    rewrite(one, { step }) {
      if (step === 0) return one;
      return {
        ...onErrorPage(one),
        calls: [...one.calls.slice(0, 1), ...logged("CallbackRouteError")],
      };
    },
  },
  {
    id: "D25",
    rewrite: (one) => ({ ...onErrorPage(one), calls: [...one.calls, ...logged("InvalidConfig")] }),
  },
  {
    id: "D32",
    rewrite(one) {
      const id = /"providerAccountId":(\d+)/g;
      return JSON.parse(JSON.stringify(one).replace(id, '"providerAccountId":"$1"'));
    },
  },
  { id: "D33", rewrite: (one, { step }) => (step === 0 ? one : onErrorPage(one)) },
  { id: "D38", rewrite: refusedAtConstruction },
  { id: "D12", rewrite: refusedAtConstruction },
  { id: "D18", rewrite: renamed("MissingAdapterMethods", "UnsupportedStrategy") },
  { id: "D27", rewrite: renamed("CallbackRouteError", "InvalidCheck") },
  { id: "D34", rewrite: renamed("CallbackRouteError", "InvalidConfig") },
];
