import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { GetServerSidePropsContext, NextApiRequest, NextApiResponse } from "next";
import { type NextFetchEvent, NextRequest } from "next/server.js";
import { describe, expect, it, vi } from "vitest";
import NextAuth, { type NextAuthResult } from "../../../src/index.js";
import { appWithAda, configOf, cookieName, origin, signedIn } from "./app.js";

const week = 7 * 86_400;
const event = { waitUntil: () => {} } as unknown as NextFetchEvent;

/** Runs a Node handler behind a real server, and fetches from it. */
async function served(
  handler: (req: IncomingMessage, res: ServerResponse) => Promise<unknown>,
  cookie: string,
): Promise<Response> {
  const server = createServer((req, res) => {
    handler(req, res).then(
      (value) => res.end(JSON.stringify(value)),
      (error) => res.writeHead(500).end(String(error)),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    const headers = { Cookie: cookie, "X-Forwarded-Proto": "https" };
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers });
    return new Response(await response.text(), response);
  } finally {
    server.close();
  }
}

const forms: ReadonlyArray<
  [
    string,
    (
      auth: NextAuthResult["auth"],
    ) => (req: IncomingMessage, res: ServerResponse) => Promise<unknown>,
  ]
> = [
  ["(req, res)", (auth) => (req, res) => auth(req as NextApiRequest, res as NextApiResponse)],
  ["(context)", (auth) => (req, res) => auth({ req, res } as unknown as GetServerSidePropsContext)],
];

describe.each(forms)("auth%s", (_, form) => {
  it("is the session, and sets no cookie when nothing is due", async () => {
    const { app, cookie } = await appWithAda();
    const response = await served(form(app.auth), cookie);
    expect(await response.json()).toMatchObject({ user: { name: "Ada" } });
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it("is null for nobody", async () => {
    const { app } = await appWithAda();
    expect(await (await served(form(app.auth), "")).json()).toBeNull();
  });

  it("sets the cookie of a renewed session beside the others", async () => {
    const { app, cookie } = await appWithAda({}, week);
    const response = await served(async (req, res) => {
      res.setHeader("Set-Cookie", "a=1");
      return form(app.auth)(req, res);
    }, cookie);
    expect(response.headers.getSetCookie()).toEqual([
      "a=1",
      expect.stringMatching(new RegExp(`^${cookieName}=`)),
    ]);
  });

  it("renews nothing once the headers are sent", async () => {
    const { app, cookie } = await appWithAda({}, week);
    const response = await served(async (req, res) => {
      res.flushHeaders();
      return form(app.auth)(req, res);
    }, cookie);
    expect(await response.json()).toMatchObject({ user: { name: "Ada" } });
    expect(response.headers.getSetCookie()).toEqual([]);
  });
});

describe("handlers", () => {
  it("serve the routes", async () => {
    const { app, cookie } = await appWithAda();
    const headers = { Cookie: cookie };
    const request = new NextRequest(`${origin}/api/auth/session`, { headers });
    const response = await app.handlers.GET(request);
    expect(await response.json()).toMatchObject({ user: { name: "Ada" } });
  });

  it("serve them below an app's base path, which Next.js cuts off", async () => {
    const app = NextAuth(configOf({ basePath: "/shop/api/auth" }));
    const response = await app.handlers.GET(new NextRequest(`${origin}/api/auth/providers`));
    expect(await response.json()).toMatchObject({
      credentials: { callbackUrl: `${origin}/shop/api/auth/callback/credentials` },
    });
  });

  it("answer 500 where the configuration cannot work", async () => {
    const app = NextAuth(configOf({ secret: [] }));
    const response = await app.handlers.GET(new NextRequest(`${origin}/api/auth/session`));
    expect(response.status).toBe(500);
  });
});

describe("a configuration", () => {
  it("is not changed", () => {
    const config = Object.freeze(configOf());
    const before = Object.keys(config);
    NextAuth(config);
    expect(Object.keys(config)).toEqual(before);
  });

  it("that can only be a mistake is refused at once", () => {
    const [provider] = configOf().providers;
    expect(() => NextAuth(configOf({ providers: [provider, provider] as never }))).toThrow(
      /Two providers have the id "credentials"/,
    );
  });
});

describe("a lazy configuration", () => {
  it("gets the request in handlers, proxy and wrapper, and the Node request in the Pages Router", async () => {
    const asked = vi.fn((_request: unknown) => configOf());
    const app = NextAuth(asked);
    const request = new NextRequest(`${origin}/api/auth/csrf`);
    await app.handlers.GET(request);
    await (app.auth as unknown as (...args: unknown[]) => Promise<Response>)(request, event);
    const wrapped = await app.auth(() => Response.json(1));
    await wrapped(request, { params: Promise.resolve({}) });
    expect(asked.mock.calls).toEqual([[request], [request], [request]]);
    await served((req, res) => app.auth(req as NextApiRequest, res as NextApiResponse), "");
    expect(asked.mock.lastCall?.[0]).toMatchObject({ headers: expect.anything(), url: "/" });
  });

  it("keeps everybody signed in although it is made anew each time", async () => {
    const app = NextAuth(async () => configOf());
    const cookie = await signedIn(app);
    const headers = { Cookie: cookie };
    const wrapped = await app.auth((request) => Response.json(request.auth));
    const request = new NextRequest(`${origin}/a`, { headers });
    const response = (await wrapped(request, { params: Promise.resolve({}) })) as Response;
    expect(await response.json()).toMatchObject({ user: { name: "Ada" } });
  });
});

describe("outside of a request", () => {
  it("auth() says so in Next's words", async () => {
    const { app } = await appWithAda();
    await expect(app.auth()).rejects.toThrow(/outside a request scope/);
  });
});
