/**
 * An authorization server that does as it is told: everything correct, but for what a test changes. It signs with
 * keys of its own and counts what it is asked.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";

type Json = Record<string, unknown>;
type Endpoint = "discovery" | "jwks" | "token" | "userinfo";

/** What a test may change. Each gets what is right and returns what is sent. */
export interface Script {
  issuer?: string;
  discovery?: (document: Json) => Json;
  jwks?: (keys: JWK[]) => JWK[];
  claims?: (claims: JWTPayload) => JWTPayload;
  header?: (header: { alg: string; kid?: string }) => { alg: string; kid?: string };
  /** Replaces the ID token. */
  idToken?: (claims: JWTPayload, sign: Sign) => string | Promise<string>;
  token?: (answer: Json) => Json;
  userinfo?: (answer: Json) => Json;
  /** Answers in place of the endpoint. */
  intercept?: Partial<
    Record<Endpoint, (request: IncomingMessage, response: ServerResponse) => unknown>
  >;
}

export type Sign = (claims: JWTPayload, header?: { alg: string; kid?: string }) => Promise<string>;

export interface ScriptedOp {
  readonly issuer: string;
  /** Change it at any time; empty it to be correct again. */
  script: Script;
  readonly asked: Record<Endpoint, number>;
  /** The last form that the token endpoint got, and its Authorization header. */
  readonly received: { form: URLSearchParams; authorization: string | undefined };
  /** Signs with a new key from now on, and publishes only that. */
  rotateKey(): Promise<void>;
  /** The provider's answer to an authorization request: the callback with a code. */
  answer(authorizationUrl: string, changes?: Record<string, string | null>): URL;
  close(): Promise<void>;
}

interface Grant {
  readonly clientId: string;
  readonly nonce: string | null;
  readonly challenge: string | null;
  readonly redirectUri: string | null;
}

const hashOf = async (text: string) =>
  Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(text)));

export async function startScriptedOp(): Promise<ScriptedOp> {
  const grants = new Map<string, Grant>();
  const asked = { discovery: 0, jwks: 0, token: 0, userinfo: 0 };
  const received: ScriptedOp["received"] = {
    form: new URLSearchParams(),
    authorization: undefined,
  };
  let serial = 0;
  let key = await newKey();

  async function newKey() {
    const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
    serial += 1;
    const kid = `key-${serial}`;
    return {
      kid,
      privateKey,
      jwk: { ...(await exportJWK(publicKey)), kid, use: "sig", alg: "RS256" },
    };
  }

  const sign: Sign = (claims, header = { alg: "RS256", kid: key.kid }) =>
    new SignJWT(claims).setProtectedHeader(header).sign(key.privateKey);

  const server = createServer((request, response) => {
    void respond(request, response).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const endpoints: Record<string, [Endpoint, (request: IncomingMessage) => Promise<Json>]> = {
    "/.well-known/openid-configuration": ["discovery", discovery],
    "/jwks": ["jwks", async () => ({ keys: op.script.jwks?.([key.jwk]) ?? [key.jwk] })],
    "/token": ["token", token],
    "/userinfo": ["userinfo", userinfo],
  };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const found = endpoints[new URL(request.url ?? "/", base).pathname];
    if (!found) return void response.writeHead(404).end();
    const [name, make] = found;
    asked[name] += 1;
    const intercept = op.script.intercept?.[name];
    if (intercept) return void (await intercept(request, response));
    const body = await make(request);
    const status = typeof body.error === "string" && !("status" in body) ? 400 : 200;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  }

  async function discovery(): Promise<Json> {
    const document = {
      issuer: op.script.issuer ?? base,
      authorization_endpoint: `${base}/authorize`,
      token_endpoint: `${base}/token`,
      userinfo_endpoint: `${base}/userinfo`,
      jwks_uri: `${base}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      code_challenge_methods_supported: ["S256"],
    };
    return op.script.discovery?.(document) ?? document;
  }

  async function token(request: IncomingMessage): Promise<Json> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    received.form = form;
    received.authorization = request.headers.authorization;
    const grant = grants.get(form.get("code") ?? "");
    // One-time, as RFC 6749 §4.1.2 asks.
    grants.delete(form.get("code") ?? "");
    if (!grant) return { error: "invalid_grant" };
    if (grant.redirectUri !== form.get("redirect_uri")) return { error: "invalid_grant" };
    const challenge = (await hashOf(form.get("code_verifier") ?? "")).toString("base64url");
    if (grant.challenge && challenge !== grant.challenge) return { error: "invalid_grant" };
    const claims: JWTPayload = {
      iss: op.script.issuer ?? base,
      sub: "alice",
      aud: grant.clientId,
      iat: Math.floor(Date.now() / 1000),
      exp: Math.floor(Date.now() / 1000) + 300,
      name: "Alice Example",
      email: "Alice@Example.com",
      ...(grant.nonce && { nonce: grant.nonce }),
    };
    const changed = op.script.claims?.(claims) ?? claims;
    const header = op.script.header?.({ alg: "RS256", kid: key.kid });
    const answer = {
      access_token: "an access token",
      token_type: "Bearer",
      expires_in: 3600,
      scope: "openid profile email",
      id_token: (await op.script.idToken?.(changed, sign)) ?? (await sign(changed, header)),
    };
    return op.script.token?.(answer) ?? answer;
  }

  async function userinfo(request: IncomingMessage): Promise<Json> {
    if (request.headers.authorization !== "Bearer an access token")
      return { error: "invalid_token" };
    const answer = { sub: "alice", name: "Alice by userinfo", email: "alice@example.com", id: 7 };
    return op.script.userinfo?.(answer) ?? answer;
  }

  const op: ScriptedOp = {
    issuer: base,
    script: {},
    asked,
    received,
    async rotateKey() {
      key = await newKey();
    },
    answer(authorizationUrl, changes = {}) {
      const query = new URL(authorizationUrl).searchParams;
      const code = crypto.randomUUID();
      const redirectUri = query.get("redirect_uri");
      grants.set(code, {
        clientId: query.get("client_id") ?? "",
        nonce: query.get("nonce"),
        challenge: query.get("code_challenge"),
        redirectUri,
      });
      const url = new URL(redirectUri ?? "");
      url.searchParams.set("code", code);
      const state = query.get("state");
      if (state) url.searchParams.set("state", state);
      for (const [name, value] of Object.entries(changes))
        if (value === null) url.searchParams.delete(name);
        else url.searchParams.set(name, value);
      return url;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return op;
}
