import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import * as o from "oauth4webapi";
import { beforeEach, describe, expect, test } from "vitest";
import type { Server } from "../../../../src/methods/oauth/discovery.js";
import { unverified, verifySignature } from "../../../../src/methods/oauth/id-token.js";
import { resolve } from "../../../support/oauth-client.js";

const issuer = "https://op.test";
const provider = resolve({ id: "op", name: "OP", type: "oidc", issuer, clientId: "app" });
let published: JWK[];
let fetched: number;
let server: Server;
beforeEach(() => {
  published = [];
  fetched = 0;
  server = {
    metadata: { issuer, jwks_uri: `${issuer}/jwks` },
    request: async () => {
      fetched += 1;
      return Response.json({ keys: published });
    },
    hasIssuer: true,
    refreshedAt: 0,
  };
});

/** A key that is published from now on, alone, and the answers that it signs. */
async function rotate(kid: string): Promise<() => Promise<Response>> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  published = [{ ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" }];
  return async () => {
    const idToken = await new SignJWT({ iss: issuer, sub: "alice", aud: "app" })
      .setProtectedHeader({ alg: "RS256", kid })
      .setIssuedAt()
      .setExpirationTime("5m")
      .sign(privateKey);
    const answer = Response.json({ access_token: "a", token_type: "bearer", id_token: idToken });
    const client = { client_id: "app" };
    await o.processAuthorizationCodeResponse(server.metadata, client, answer, {
      requireIdToken: true,
    });
    return answer;
  };
}

const now = Date.now();
const verify = (answer: Response, at = now) =>
  verifySignature(answer, { o, provider, server, now: at });

describe("keys that were rotated", () => {
  test("are fetched again, once for all that wait", async () => {
    await verify(await (await rotate("one"))());
    const sign = await rotate("two");
    const answers = await Promise.all([sign(), sign(), sign()]);
    await Promise.all(answers.map((answer) => verify(answer)));
    expect(fetched).toBe(2);
  });

  test("are not fetched again within half a minute of the last time", async () => {
    await verify(await (await rotate("one"))());
    await verify(await (await rotate("two"))(), now);
    const third = await rotate("three");
    await expect(verify(await third(), now + 29_000)).rejects.toMatchObject({
      code: o.KEY_SELECTION,
    });
    expect(fetched).toBe(2);
    await verify(await third(), now + 31_000);
    expect(fetched).toBe(3);
  });
});

test("without a key set the error names the option", async () => {
  server.metadata = { issuer };
  const answer = await (await rotate("one"))();
  await expect(verify(answer)).rejects.toThrow(/jwks_endpoint/);
});

test("what is no token has no unverified claims", () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  expect(unverified(`${part({ alg: "RS256" })}.${part({ sub: "a" })}.x`, 1)).toEqual({ sub: "a" });
  for (const token of [
    undefined,
    1,
    "",
    ".",
    "a.b.c",
    `x.${part(null)}.x`,
    `x.${part("text")}.x`,
    "x.%%.x",
  ])
    expect(unverified(token, 1)).toBeNull();
});
