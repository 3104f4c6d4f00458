import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
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
  /** Lets the youngest of the held requests through. */
  releaseYoungest(request: string): void;
  /** Answers such requests like this instead, until the returned function is called; `null` cuts the connection. */
  replace(request: string, answer: { status: number; body: string } | null): () => void;
  close(): Promise<void>;
}

class Locked extends CredentialsSignin {
  override code = "locked";
}

const base = "/api/auth/";

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

/** The request as the published server takes it. */
async function toRequest(url: string, message: IncomingMessage): Promise<Request> {
  const headers = new Headers({ host: new URL(url).host });
  for (const name of ["cookie", "content-type", "x-auth-return-redirect"]) {
    const value = message.headers[name];
    if (value) headers.set(name, String(value));
  }
  const { method = "GET" } = message;
  let body = "";
  for await (const chunk of message) body += chunk;
  const init = method === "POST" ? { method, headers, body } : { method, headers };
  return new Request(new URL(message.url ?? "/", url), init);
}

async function send(answer: Response, response: ServerResponse): Promise<void> {
  for (const [header, value] of answer.headers)
    if (header !== "set-cookie") response.setHeader(header, value);
  response.setHeader("Set-Cookie", answer.headers.getSetCookie());
  response.writeHead(answer.status);
  response.end(await answer.text());
}

/** Starts it on a free port. */
export async function startAuthServer(): Promise<AuthServer> {
  const requests: string[] = [];
  const files: AuthServer["files"] = new Map();
  const holds = new Map<string, Array<() => void>>();
  const replacements = new Map<string, { status: number; body: string } | null>();
  let url = "";

  /** Answers as things are when it is asked, and only then holds it back: that is what makes an answer stale. */
  async function answer(name: string, message: IncomingMessage): Promise<Response | null> {
    requests.push(name);
    const held = holds.get(name);
    const turn = held && new Promise<void>((resolve) => held.push(resolve));
    const replacement = replacements.get(name);
    const real = await Auth(await toRequest(url, message), configure(url));
    await turn;
    return replacement
      ? new Response(replacement.body, replacement)
      : replacement === null
        ? null
        : real;
  }

  const server = createServer(async (message, response) => {
    const { pathname } = new URL(message.url ?? "/", url);
    const file = files.get(pathname);
    if (file) return response.setHeader("Content-Type", file.type).end(file.text);
    if (!pathname.startsWith(base)) return response.writeHead(404).end();
    const answered = await answer(`${message.method} ${pathname.slice(base.length)}`, message);
    return answered ? send(answered, response) : message.socket.destroy();
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
      const held: Array<() => void> = [];
      holds.set(request, held);
      return () => {
        if (holds.get(request) === held) holds.delete(request);
        for (const release of held.splice(0)) release();
      };
    },
    releaseYoungest: (request) => holds.get(request)?.pop()?.(),
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
