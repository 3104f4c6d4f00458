import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Auth, type AuthConfig } from "@auth/core";
import { CredentialsSignin } from "@auth/core/errors";

/** The published server behind a real socket, with a record of what it was asked and faults on demand. */
export interface AuthServer {
  readonly url: string;
  /** What was asked, in order: `GET session`, `POST callback/credentials` … */
  readonly requests: string[];
  /** Other paths that it answers, by path: a page, a script. */
  readonly files: Map<string, { type: string; text: string }>;
  /** How often this was asked since the last `requests.length = 0`. */
  count(request: string): number;
  /** Delays the answers to such requests until the returned function is called. */
  hold(request: string): () => void;
  /** Answers such requests like this instead, until the returned function is called; `null` cuts the connection. */
  replace(request: string, answer: { status: number; body: string } | null): () => void;
  close(): Promise<void>;
}

class Locked extends CredentialsSignin {
  override code = "locked";
}

function configure(url: string): AuthConfig {
  return {
    secret: "a secret that is only for tests",
    trustHost: true,
    basePath: "/api/auth",
    logger: { error() {}, warn() {}, debug() {} },
    providers: [
      {
        id: "credentials",
        name: "Password",
        type: "credentials",
        credentials: {},
        authorize({ username, password }) {
          if (password === "locked") throw new Locked();
          return password === "right" ? { id: "1", name: String(username) } : null;
        },
      },
      {
        id: "elsewhere",
        name: "Elsewhere",
        type: "oauth",
        clientId: "client",
        clientSecret: "secret",
        authorization: `${url}/authorize`,
        token: `${url}/token`,
        userinfo: `${url}/userinfo`,
      },
    ],
    callbacks: {
      jwt({ token, trigger, session }) {
        if (trigger === "update") token.name = session.name;
        return token;
      },
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (request.method !== "POST") return undefined;
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}

/** Starts it on a free port. */
export async function startAuthServer(): Promise<AuthServer> {
  const requests: string[] = [];
  const files: AuthServer["files"] = new Map();
  const holds = new Map<string, Promise<void>>();
  const replacements = new Map<string, { status: number; body: string } | null>();
  let url = "";

  const server = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", url);
    const file = files.get(pathname);
    if (file || !pathname.startsWith("/api/auth/")) {
      response.writeHead(file ? 200 : 404, { "Content-Type": file?.type ?? "text/plain" });
      response.end(file?.text);
      return;
    }
    const name = `${request.method} ${pathname.slice("/api/auth/".length)}`;
    requests.push(name);
    const body = await readBody(request);
    const { cookie, "content-type": type, "x-auth-return-redirect": mark } = request.headers;
    const headers = new Headers({ host: new URL(url).host });
    if (cookie) headers.set("cookie", cookie);
    if (type) headers.set("content-type", type);
    if (mark) headers.set("x-auth-return-redirect", String(mark));
    const replacement = replacements.get(name);
    // What holds is what held when it was asked; answered as things were then, which is what makes it stale.
    const held = holds.get(name);
    const answer = await Auth(
      new Request(`${url}${pathname}${search}`, {
        method: request.method ?? "GET",
        headers,
        ...(body === undefined ? {} : { body }),
      }),
      configure(url),
    );
    await held;
    if (replacement === null) return request.socket.destroy();
    if (replacement) {
      response.writeHead(replacement.status).end(replacement.body);
      return;
    }
    for (const [header, value] of answer.headers)
      if (header !== "set-cookie") response.setHeader(header, value);
    response.setHeader("Set-Cookie", answer.headers.getSetCookie());
    response.writeHead(answer.status);
    response.end(await answer.text());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    requests,
    files,
    count: (request) => requests.filter((asked) => asked === request).length,
    hold(request) {
      let release = (): void => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      holds.set(request, held);
      return () => {
        if (holds.get(request) === held) holds.delete(request);
        release();
      };
    },
    replace(request, answer) {
      replacements.set(request, answer);
      return () => replacements.delete(request);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
