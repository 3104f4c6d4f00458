import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { scrub } from "./normalise.js";
import type { Call } from "./recorder.js";

/** What the provider will answer to one code. */
export interface Grant {
  /** From the authorization request. */
  readonly nonce?: string | null;
  /** Joins the token response, or replaces it where `instead` is set. */
  readonly token?: Record<string, unknown>;
  readonly instead?: { status: number; body: string; type?: string };
  /** Joins the ID token's claims; `null` leaves it out. */
  readonly claims?: Record<string, unknown> | null;
  /** Signs with a key that the JWKS does not have. */
  readonly forged?: boolean;
  readonly userinfo?: Record<string, unknown>;
  readonly userinfoInstead?: { status: number; body: string; type?: string };
}

/** A provider that does what its script says. */
export interface ScriptedProvider {
  readonly issuer: string;
  /** Where the token and userinfo requests are written down. */
  calls: Call[];
  /** How often it was asked for its metadata. */
  discoveries: number;
  /** A code for this grant. */
  grant(grant: Grant): string;
  close(): Promise<void>;
}

export async function startProvider(): Promise<ScriptedProvider> {
  const [real, forged] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("RS256")]);
  const jwk: JWK = { ...(await exportJWK(real.publicKey)), kid: "k1", alg: "RS256", use: "sig" };
  const grants = new Map<string, Grant>();

  const signed = async (grant: Grant) => {
    const now = Math.floor(Date.now() / 1000);
    const { nonce } = grant;
    const claims = { sub: "s1", name: "Sam", email: "Sam@IdP.test", ...(nonce ? { nonce } : {}) };
    const standard = { iss: provider.issuer, aud: "client", iat: now, exp: now + 300 };
    return new SignJWT({ ...standard, ...claims, ...grant.claims })
      .setProtectedHeader({ alg: "RS256", kid: "k1" })
      .sign(grant.forged ? forged.privateKey : real.privateKey);
  };

  const token = async (request: IncomingMessage, response: ServerResponse) => {
    const body = Object.fromEntries(new URLSearchParams(await textOf(request)));
    if (body.code_verifier && body.code_verifier !== "decoy") body.code_verifier = "<verifier>";
    const authorization = request.headers.authorization ?? null;
    if (body.client_assertion) body.client_assertion = "<assertion>";
    provider.calls.push({ what: "provider.token", with: scrub({ authorization, body }) });
    const grant = grants.get(body.code ?? "");
    grants.delete(body.code ?? "");
    if (!grant) return json(response, 400, { error: "invalid_grant" });
    if (grant.instead) return text(response, grant.instead);
    const idToken = grant.claims === null ? {} : { id_token: await signed(grant) };
    const access_token = `at-${body.code}`;
    grants.set(access_token, grant);
    json(response, 200, {
      access_token,
      token_type: "Bearer",
      expires_in: 60,
      ...idToken,
      ...grant.token,
    });
  };

  const userinfo = (request: IncomingMessage, response: ServerResponse) => {
    const bearer = request.headers.authorization?.slice(7) ?? "";
    provider.calls.push({ what: "provider.userinfo", with: scrub(bearer) });
    const grant = grants.get(bearer);
    if (!grant) return json(response, 401, { error: "invalid_token" });
    if (grant.userinfoInstead) return text(response, grant.userinfoInstead);
    json(response, 200, { sub: "s1", id: "i1", name: "Uma", ...grant.userinfo });
  };

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", provider.issuer);
    if (pathname === "/.well-known/openid-configuration") {
      provider.discoveries++;
      return json(response, 200, metadataOf(provider.issuer));
    }
    if (pathname === "/jwks") return json(response, 200, { keys: [jwk] });
    if (pathname === "/token") return void token(request, response);
    if (pathname === "/userinfo") return userinfo(request, response);
    json(response, 404, { error: "not_found" });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  let count = 0;
  const provider: ScriptedProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    discoveries: 0,
    grant(grant) {
      const code = `grant-${++count}`;
      grants.set(code, grant);
      return code;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return provider;
}

export function metadataOf(issuer: string): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let result = "";
  for await (const chunk of request) result += chunk;
  return result;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  text(response, { status, body: JSON.stringify(body), type: "application/json" });
}

function text(
  response: ServerResponse,
  { status, body, type = "text/html" }: { status: number; body: string; type?: string },
): void {
  response.writeHead(status, { "content-type": type }).end(body);
}
