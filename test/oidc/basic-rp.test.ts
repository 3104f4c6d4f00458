/**
 * The modules of the OpenID Foundation's basic and configuration plans for relying parties, re-created: the provider
 * gets one thing wrong, and we must stop there. Not a certification.
 */
import { createHmac } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  createBrowser,
  createServerProcess,
  identityOf,
  resolve,
} from "../support/oauth-client.js";
import {
  type Script,
  type ScriptedOp,
  type Sign,
  startScriptedOp,
} from "../support/scripted-op.js";

let op: ScriptedOp;
beforeAll(async () => {
  op = await startScriptedOp();
});
afterAll(() => op.close());
beforeEach(() => {
  op.script = {};
});

const options = { clientId: "app", clientSecret: "a secret of the client, 32 bytes" };

const provider = (more: object = {}) =>
  resolve({ id: "op", name: "OP", type: "oidc", issuer: op.issuer, ...options, ...more });

/** Signs in with what the script spoils, and counts the calls that follow the defect. */
async function signIn(script: Script, more: object = {}) {
  const browser = createBrowser(provider(more));
  const { redirect } = await browser.begin();
  op.script = script;
  const before = { ...op.asked };
  const result = await browser.finish(op.answer(redirect)).catch((error: unknown) => error);
  return {
    result,
    userinfoCalls: op.asked.userinfo - before.userinfo,
    tokenCalls: op.asked.token - before.token,
  };
}

test("the correct provider signs in, by client_secret_basic", async () => {
  const { result, userinfoCalls } = await signIn({});
  const { user, account } = identityOf(result as never);
  expect(user).toMatchObject({ name: "Alice Example", email: "alice@example.com" });
  expect(user.id).not.toBe("alice");
  expect(account).toMatchObject({
    provider: "op",
    type: "oidc",
    providerAccountId: "alice",
    access_token: "an access token",
    token_type: "bearer",
  });
  expect(account.expires_at).toBeGreaterThan(Date.now() / 1000 + 3500);
  expect(userinfoCalls).toBe(0);
  expect(op.received.authorization).toBe(
    `Basic ${btoa(`app:${encodeURIComponent(options.clientSecret).replaceAll("%20", "+")}`)}`,
  );
});

const tampered = (token: string) => {
  const [header, payload, signature = ""] = token.split(".");
  const flipped = (signature[5] === "A" ? "B" : "A") + signature.slice(6);
  return `${header}.${payload}.${signature.slice(0, 5)}${flipped}`;
};
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

const refused: Record<string, Script> = {
  "iss of another issuer": { claims: (claims) => ({ ...claims, iss: "https://other.example" }) },
  "iss with a slash more": { claims: (claims) => ({ ...claims, iss: `${claims.iss}/` }) },
  "iss missing": { claims: ({ iss: _, ...claims }) => claims },
  "sub missing": { claims: ({ sub: _, ...claims }) => claims },
  "sub empty": { claims: (claims) => ({ ...claims, sub: "" }) },
  "sub a number": { claims: (claims) => ({ ...claims, sub: 7 as never }) },
  "sub of 256 characters": { claims: (claims) => ({ ...claims, sub: "a".repeat(256) }) },
  "aud of another client": { claims: (claims) => ({ ...claims, aud: "other" }) },
  "aud missing": { claims: ({ aud: _, ...claims }) => claims },
  "aud a list without us": { claims: (claims) => ({ ...claims, aud: ["other", "third"] }) },
  "aud with strangers and no azp": { claims: (claims) => ({ ...claims, aud: ["app", "other"] }) },
  "aud with strangers and their azp": {
    claims: (claims) => ({ ...claims, aud: ["app", "other"], azp: "other" }),
  },
  "iat missing": { claims: ({ iat: _, ...claims }) => claims },
  "iat an hour ahead": { claims: (claims) => ({ ...claims, iat: (claims.iat ?? 0) + 3600 }) },
  "exp missing": { claims: ({ exp: _, ...claims }) => claims },
  "exp an hour ago": { claims: (claims) => ({ ...claims, exp: (claims.iat ?? 0) - 3600 }) },
  "nbf an hour ahead": { claims: (claims) => ({ ...claims, nbf: (claims.iat ?? 0) + 3600 }) },
  "nonce missing": { claims: ({ nonce: _, ...claims }) => claims },
  "nonce wrong": { claims: (claims) => ({ ...claims, nonce: "wrong" }) },
  "at_hash wrong": { claims: (claims) => ({ ...claims, at_hash: "AAAAAAAAAAAAAAAAAAAAAA" }) },
  "signature broken": { idToken: async (claims, sign) => tampered(await sign(claims)) },
  "signature missing": {
    idToken: async (claims, sign) => (await sign(claims)).split(".").slice(0, 2).join("."),
  },
  "alg none": { idToken: (claims) => `${part({ alg: "none" })}.${part(claims)}.` },
  "alg HS256 with the client secret": {
    idToken: (claims) => {
      const signed = `${part({ alg: "HS256" })}.${part(claims)}`;
      const mac = createHmac("sha256", options.clientSecret).update(signed).digest("base64url");
      return `${signed}.${mac}`;
    },
  },
  "alg ES256, which the provider does not list": {
    async idToken(claims) {
      const { privateKey } = await generateKeyPair("ES256");
      return new SignJWT(claims)
        .setProtectedHeader({ alg: "ES256", kid: "key-1" })
        .sign(privateKey);
    },
  },
  "a key of somebody else under our kid": {
    async idToken(claims) {
      const { privateKey } = await generateKeyPair("RS256");
      return new SignJWT(claims)
        .setProtectedHeader({ alg: "RS256", kid: "key-1" })
        .sign(privateKey);
    },
  },
  "a key that the token brings along": {
    async idToken(claims) {
      const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
      const jwk = await exportJWK(publicKey);
      return new SignJWT(claims).setProtectedHeader({ alg: "RS256", jwk }).sign(privateKey);
    },
  },
  "a kid that no key has": { header: (header) => ({ ...header, kid: "unknown" }) },
  "the ID token missing": { token: ({ id_token: _, ...answer }) => answer },
  "the ID token a number": { token: (answer) => ({ ...answer, id_token: 1 }) },
  "the ID token of two parts": { idToken: () => "a.b" },
  "the access token missing": { token: ({ access_token: _, ...answer }) => answer },
  "the token type missing": { token: ({ token_type: _, ...answer }) => answer },
  "the token type mac": { token: (answer) => ({ ...answer, token_type: "mac" }) },
};

describe("stops at", () => {
  for (const [name, script] of Object.entries(refused))
    test(name, async () => {
      const { result, userinfoCalls } = await signIn(script);
      expect(result).toMatchObject({ type: "CallbackRouteError", kind: "error" });
      expect(userinfoCalls).toBe(0);
    });

  test("alg none and HS256 where discovery lists them", async () => {
    const lists = {
      discovery: (document: Record<string, unknown>) => ({
        ...document,
        id_token_signing_alg_values_supported: ["RS256", "HS256", "none"],
      }),
    };
    for (const name of ["alg none", "alg HS256 with the client secret"]) {
      op.script = lists;
      const browser = createBrowser(provider());
      const { redirect } = await browser.begin();
      op.script = { ...lists, ...refused[name] };
      const result = browser.finish(op.answer(redirect));
      await expect(result, name).rejects.toMatchObject({ type: "CallbackRouteError" });
    }
  });
});

describe("accepts", () => {
  const accepted: Record<string, Script> = {
    "aud as a list of one": { claims: (claims) => ({ ...claims, aud: ["app"] }) },
    "aud with others and our azp": {
      claims: (claims) => ({ ...claims, aud: ["app", "other"], azp: "app" }),
    },
    "no kid, one key": { header: () => ({ alg: "RS256" }) },
    "exp a few seconds ago": { claims: (claims) => ({ ...claims, exp: (claims.iat ?? 0) - 10 }) },
    "a lifetime written as text": { token: (answer) => ({ ...answer, expires_in: "3600" }) },
    "no lifetime": { token: ({ expires_in: _, ...answer }) => answer },
    "the token type in capitals": { token: (answer) => ({ ...answer, token_type: "BEARER" }) },
  };
  for (const [name, script] of Object.entries(accepted))
    test(name, async () => {
      const { result } = await signIn(script);
      expect(identityOf(result as never).account.providerAccountId).toBe("alice");
    });

  test("a correct at_hash", async () => {
    const digest = await crypto.subtle.digest("SHA-256", Buffer.from("an access token"));
    const at_hash = Buffer.from(digest).subarray(0, 16).toString("base64url");
    const { result } = await signIn({ claims: (claims) => ({ ...claims, at_hash }) });
    expect(identityOf(result as never).account.providerAccountId).toBe("alice");
  });

  test("HS256 where the client is registered for it", async () => {
    const idToken: Script["idToken"] = (claims) => {
      const signed = `${part({ alg: "HS256" })}.${part(claims)}`;
      return `${signed}.${createHmac("sha256", options.clientSecret).update(signed).digest("base64url")}`;
    };
    const client = { client: { id_token_signed_response_alg: "HS256" } };
    const good = await signIn({ idToken }, client);
    expect(identityOf(good.result as never).account.providerAccountId).toBe("alice");
    const broken = await signIn(
      { idToken: async (claims, sign) => tampered(String(await idToken(claims, sign))) },
      client,
    );
    expect(broken.result).toMatchObject({ type: "CallbackRouteError" });
    const otherAlg = await signIn({}, client);
    expect(otherAlg.result).toMatchObject({ type: "CallbackRouteError" });
  });
});

describe("keys", () => {
  test("no kid and several keys: refused", async () => {
    const other = await exportJWK(
      (await generateKeyPair("RS256", { extractable: true })).publicKey,
    );
    const { result } = await signIn({
      jwks: (keys) => [...keys, { ...other, kid: "other", use: "sig" }],
      header: () => ({ alg: "RS256" }),
    });
    expect(result).toMatchObject({ type: "CallbackRouteError" });
  });

  test("an encryption key does not verify", async () => {
    const { result } = await signIn({
      jwks: (keys) => keys.map((key) => ({ ...key, use: "enc" })),
    });
    expect(result).toMatchObject({ type: "CallbackRouteError" });
  });

  test("rotated between sign-ins: fetched once more, however many wait", async () => {
    const process = createServerProcess();
    const signInOnce = async () => {
      const browser = createBrowser(provider(), { process });
      const { redirect } = await browser.begin();
      return identityOf(await browser.finish(op.answer(redirect))).account.providerAccountId;
    };
    await signInOnce();
    await op.rotateKey();
    const before = op.asked.jwks;
    const names = await Promise.all(Array.from({ length: 10 }, signInOnce));
    expect(new Set(names)).toEqual(new Set(["alice"]));
    expect(op.asked.jwks - before).toBe(1);
  });

  test("rotated just before signing", async () => {
    const browser = createBrowser(provider());
    const { redirect } = await browser.begin();
    await op.rotateKey();
    const arrival = await browser.finish(op.answer(redirect));
    expect(identityOf(arrival).account.providerAccountId).toBe("alice");
  });

  test("a flood of unknown kids asks for the keys once more at most", async () => {
    const process = createServerProcess();
    op.script = { header: (header) => ({ ...header, kid: "unknown" }) };
    const before = op.asked.jwks;
    for (let i = 0; i < 20; i++) {
      const browser = createBrowser(provider(), { process });
      const { redirect } = await browser.begin();
      await expect(browser.finish(op.answer(redirect))).rejects.toMatchObject({
        type: "CallbackRouteError",
      });
    }
    expect(op.asked.jwks - before).toBeLessThanOrEqual(2);
  });
});

describe("userinfo", () => {
  const fromUserinfo = { idToken: false };
  test("is read where the ID token is not to be the profile", async () => {
    const { result, userinfoCalls } = await signIn({}, fromUserinfo);
    expect(identityOf(result as never).user.name).toBe("Alice by userinfo");
    expect(userinfoCalls).toBe(1);
  });

  const spoilt: Record<string, Script> = {
    "sub differs": { userinfo: (answer) => ({ ...answer, sub: "mallory" }) },
    "sub missing": { userinfo: ({ sub: _, ...answer }) => answer },
    HTML: {
      intercept: {
        userinfo: (_, response) => response.setHeader("content-type", "text/html").end("<p>"),
      },
    },
    "401": { intercept: { userinfo: (_, response) => response.writeHead(401).end("{}") } },
    "500": { intercept: { userinfo: (_, response) => response.writeHead(500).end() } },
    "a redirect": {
      intercept: {
        userinfo: (_, response) => response.writeHead(302, { location: "/jwks" }).end(),
      },
    },
  };
  for (const [name, script] of Object.entries(spoilt))
    test(`${name}: refused`, async () => {
      const { result } = await signIn(script, fromUserinfo);
      expect(result).toMatchObject({ type: "CallbackRouteError" });
    });

  test("a signed answer is verified", async () => {
    let spoils = false;
    const answerJwt: Script = {
      intercept: {
        async userinfo(_, response) {
          const claims = { iss: op.issuer, aud: "app", sub: "alice", name: "Signed Alice" };
          const jwt = await signer(claims);
          response.setHeader("content-type", "application/jwt").end(spoils ? tampered(jwt) : jwt);
        },
      },
      // The first thing that hands us the provider's key.
      idToken: (claims, sign) => {
        signer = sign;
        return sign(claims);
      },
    };
    let signer: Sign = async () => "";
    const more = { ...fromUserinfo, client: { userinfo_signed_response_alg: "RS256" } };
    const good = await signIn(answerJwt, more);
    expect(identityOf(good.result as never).user.name).toBe("Signed Alice");
    spoils = true;
    const bad = await signIn(answerJwt, more);
    expect(bad.result).toMatchObject({ type: "CallbackRouteError" });
  });
});

describe("discovery", () => {
  const spoilt: Record<string, Script> = {
    "another issuer": {
      discovery: (document) => ({ ...document, issuer: "https://other.example" }),
    },
    "no issuer": { discovery: ({ issuer: _, ...document }) => document },
    "no authorization endpoint": {
      discovery: ({ authorization_endpoint: _, ...document }) => document,
    },
    "an authorization endpoint that is a script": {
      discovery: (document) => ({ ...document, authorization_endpoint: "javascript:alert(1)" }),
    },
    "404": { intercept: { discovery: (_, response) => response.writeHead(404).end() } },
    "500": { intercept: { discovery: (_, response) => response.writeHead(500).end() } },
    HTML: {
      intercept: {
        discovery: (_, response) => response.setHeader("content-type", "text/html").end("<p>"),
      },
    },
    "a list": { discovery: () => [] as never },
    "a redirect into our network": {
      intercept: {
        discovery: (_, response) =>
          response.writeHead(302, { location: "http://169.254.169.254/latest" }).end(),
      },
    },
  };
  for (const [name, script] of Object.entries(spoilt))
    test(`${name}: refused on the way out`, async () => {
      op.script = script;
      const before = op.asked.discovery;
      await expect(createBrowser(provider()).begin()).rejects.toMatchObject({
        type: "OAuthSignInError",
        kind: "error",
      });
      expect(op.asked.discovery - before).toBe(1);
      op.script = {};
    });

  test("an issuer with a query is refused", async () => {
    const browser = createBrowser(
      resolve({ id: "op", name: "OP", type: "oidc", issuer: `${op.issuer}/?x=1`, ...options }),
    );
    await expect(browser.begin()).rejects.toMatchObject({ type: "OAuthSignInError" });
  });

  test("is asked once for 50 parallel sign-ins, and a failure is not remembered", async () => {
    const process = createServerProcess();
    const begin = () => createBrowser(provider(), { process }).begin();
    op.script = { intercept: { discovery: (_, response) => response.writeHead(500).end() } };
    await expect(begin()).rejects.toMatchObject({ type: "OAuthSignInError" });
    op.script = {};
    const before = op.asked.discovery;
    await Promise.all(Array.from({ length: 50 }, begin));
    expect(op.asked.discovery - before).toBe(1);
  });
});
