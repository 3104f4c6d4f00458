import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Configuration, Provider } from "oidc-provider";
import { createCookieJar } from "./cookie-jar.js";

/** `oidc-provider` on a port of its own, with its development log-in and consent forms. */
export interface RealOp {
  readonly issuer: string;
  /** How often each endpoint was asked, by path. */
  readonly asked: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Starts it for one client. Whatever is typed into the log-in form is the account. */
export async function startRealOp(
  redirectUris: readonly string[],
  changes: Configuration = {},
  client: Record<string, unknown> = {},
): Promise<RealOp> {
  const server: Server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = quietly(
    () =>
      new Provider(issuer, {
        clients: [
          {
            client_id: "app",
            client_secret: "a secret of 32 characters, or more",
            redirect_uris: [...redirectUris],
            ...client,
          },
        ],
        cookies: { keys: ["test"] },
        claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"] },
        findAccount: (_: unknown, id: string) => ({
          accountId: id,
          claims: () => ({
            sub: id,
            name: `${id} Example`,
            email: `${id}@Example.com`,
            email_verified: true,
          }),
        }),
        // With the code flow these claims are the userinfo endpoint's unless this is off.
        conformIdTokenClaims: false,
        pkce: { required: () => true },
        ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
        ...changes,
      }),
  );
  const asked = new Map<string, number>();
  const answer = provider.callback();
  server.on("request", (request, response) => {
    const { pathname } = new URL(request.url ?? "/", issuer);
    asked.set(pathname, (asked.get(pathname) ?? 0) + 1);
    void answer(request, response);
  });
  return {
    issuer,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Its warnings are about what makes it a test's provider. */
function quietly<T>(make: () => T): T {
  const { warn } = console;
  console.warn = () => {};
  try {
    return make();
  } finally {
    console.warn = warn;
  }
}

/**
 * Walks a browser through log-in and consent, or out of it by the cancel link.
 * @returns the URL that the provider sends it to in the end
 */
export async function visitOp(
  authorizationUrl: string,
  { account = "alice", cancels = false }: { account?: string; cancels?: boolean } = {},
): Promise<URL> {
  const { host } = new URL(authorizationUrl);
  const jar = createCookieJar();
  let url = new URL(authorizationUrl);
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 20; step++) {
    const response = await fetch(url, {
      method: form ? "POST" : "GET",
      headers: { cookie: jar.header(url) },
      redirect: "manual",
      ...(form && { body: form }),
    });
    jar.store(url, response.headers.getSetCookie());
    form = undefined;
    const location = response.headers.get("location");
    if (location) {
      url = new URL(location, url);
      if (url.host !== host) return url;
      continue;
    }
    const html = await response.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1];
    const target = cancels
      ? /href="([^"]+abort)"/.exec(html)?.[1]
      : /action="([^"]+)"/.exec(html)?.[1];
    if (!prompt || !target)
      throw new Error(`No form at ${url}: ${response.status} ${html.slice(0, 2000)}`);
    url = new URL(target, url);
    if (!cancels) form = new URLSearchParams({ prompt, login: account, password: "any" });
  }
  throw new Error("The provider does not come to an end");
}
