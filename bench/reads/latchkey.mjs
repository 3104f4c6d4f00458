import NextAuth from "latchkey";
import { createAuth } from "latchkey/core";
import { config, cookieHeader, nodeRequest, nodeResponse, origin, person } from "./user.mjs";

const view = { view: "server", writable: false };
export const cookieName = "authjs.session-token";

/** Session tokens as a sign-in issues them. */
export async function issueTokens(count) {
  let next = 0;
  const provider = {
    id: "credentials",
    type: "credentials",
    credentials: {},
    authorize: () => person(next++),
  };
  const auth = createAuth({ ...config, providers: [provider] }, {});
  const headers = new Headers({ host: "localhost:3000", "x-forwarded-proto": "http" });
  const signIn = {
    action: "callback",
    providerId: "credentials",
    method: "POST",
    headers,
    body: {},
  };
  const answers = await Promise.all(Array.from({ length: count }, () => auth.call(signIn)));
  return answers.map(
    ({ cookies }) =>
      cookies.find(({ name }) => name === cookieName)?.value ?? fail("no session cookie"),
  );
}

function fail(message) {
  throw new Error(message);
}

/** The request as Next.js hands it to us: its cookies are parsed, whether anybody asks for a session or not. */
const sourceOf = (token) => ({
  headers: new Headers(nodeRequest(cookieHeader(cookieName, token)).headers),
  cookies: parseCookies(cookieHeader(cookieName, token)),
});

const parseCookies = (header) => new Map(header.split("; ").map((pair) => pair.split("=", 2)));

/** `auth()` without Next.js around it. Each time the tokens are through, an instance that knows none of them takes over. */
export function firstReads(tokens) {
  const sources = tokens.map(sourceOf);
  let auth;
  let next = sources.length;
  return {
    async prepare() {
      if (next === sources.length) {
        next = 0;
        auth = createAuth(config, { AUTH_URL: origin });
        await auth.read({ headers: new Headers() }, view);
      }
      // With its instance: mitata prepares many reads ahead.
      return { auth, source: sources[next++] };
    },
    read: ({ auth, source }) => auth.read(source, view),
  };
}

export function repeatedReads(token) {
  const auth = createAuth(config, { AUTH_URL: origin });
  const source = sourceOf(token);
  return { prepare: () => source, read: () => auth.read(source, view) };
}

/** `auth(req, res)`, the form that next-auth can be called in too. */
export function pagesReads(tokens) {
  const requests = tokens.map((token) => nodeRequest(cookieHeader(cookieName, token)));
  let auth;
  let next = requests.length;
  return {
    prepare() {
      if (next === requests.length) {
        next = 0;
        ({ auth } = NextAuth(config));
      }
      return { auth, request: requests[next++] };
    },
    read: ({ auth, request }) => auth(request, nodeResponse),
  };
}
