/** next-auth names Next.js' modules as only a bundler finds them; with this it runs in plain Node. */
import { registerHooks } from "node:module";
import { config, cookieHeader, nodeRequest, nodeResponse, origin } from "./user.mjs";

registerHooks({
  resolve: (specifier, context, next) =>
    next(
      /^next\/(headers|navigation|server)$/.test(specifier) ? `${specifier}.js` : specifier,
      context,
    ),
});

/** `auth(req, res)`: it remembers nothing, so that each read is a first one. */
export async function reads(tokens) {
  process.env.AUTH_URL = `${origin}/api/auth`;
  const { default: NextAuth } = await import("next-auth");
  const { auth } = NextAuth(config);
  const requests = tokens.map((token) => nodeRequest(cookieHeader("authjs.session-token", token)));
  let next = 0;
  return {
    prepare: () => requests[next++ % requests.length],
    read: (request) => auth(request, nodeResponse),
  };
}
