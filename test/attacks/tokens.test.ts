import { createHash, hkdfSync } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { afterEach, describe, expect, test, vi } from "vitest";
import NextAuth from "../../src/index.js";
import { getToken } from "../../src/jwt.js";
import {
  app,
  callbackCookie,
  claimsOf,
  csrf,
  csrfToken,
  csrfValue,
  type Forgery,
  forge,
  secret,
  send,
  sessionCookie,
  whoIs,
} from "./world.js";

const mallory = { user: { name: "Mallory" } };
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const nowSeconds = () => Math.floor(Date.now() / 1000);

async function refused(token: string, config = app()) {
  const answer = await send({ path: "/session", cookies: { [sessionCookie]: token } }, config);
  expect([answer.status, answer.text]).toEqual([200, "null"]);
}

/** A good token with one part changed. */
function edited(index: number, edit: (text: string) => string, forgery: Forgery = {}): string {
  const parts = forge(forgery).split(".");
  parts[index] = edit(parts[index] ?? "");
  return parts.join(".");
}

const flip = (text: string) => (text.startsWith("A") ? "B" : "A") + text.slice(1);
const bytesOf = (text: string, length: number) =>
  Buffer.from(text, "base64url").subarray(0, length).toString("base64url");

test("a token made by hand is a session: what follows fails for its own reason", async () => {
  expect(await whoIs({ [sessionCookie]: forge() })).toMatchObject(mallory);
  expect(await whoIs({ [sessionCookie]: forge({ header: { enc: "A256GCM" } }) })).toMatchObject(
    mallory,
  );
});

describe("D headers", () => {
  test("D67 alg none, and a JWS", async () => {
    await refused(`${part({ alg: "none" })}.${part(claimsOf())}.`);
    await refused(`${part({ alg: "HS256" })}.${part(claimsOf())}.${"A".repeat(43)}`);
    await refused(edited(0, () => part({ alg: "none", enc: "A256CBC-HS512" })));
  });
  for (const enc of [
    "none",
    "A128GCM",
    "A192GCM",
    "A128CBC-HS256",
    "A192CBC-HS384",
    "XC20P",
    "",
    null,
    ["A256GCM"],
  ])
    test(`D67, D69 enc ${JSON.stringify(enc)}`, async () => {
      await refused(edited(0, () => part({ alg: "dir", enc })));
      await refused(edited(0, () => part({ alg: "dir", enc }), { header: { enc: "A256GCM" } }));
    });
  test("D69 one listed enc in the other's place", async () => {
    await refused(edited(0, () => part({ alg: "dir", enc: "A256GCM" })));
    await refused(
      edited(0, () => part({ alg: "dir", enc: "A256CBC-HS512" }), { header: { enc: "A256GCM" } }),
    );
  });
  test("D70 a compressed token is refused, however small", async () => {
    const bomb = deflateRawSync(Buffer.alloc(50_000_000, 32));
    const before = process.memoryUsage().rss;
    await refused(forge({ header: { zip: "DEF" }, plaintext: bomb.subarray(0, 40_000) }));
    await refused(
      forge({ header: { zip: "DEF" }, plaintext: deflateRawSync(JSON.stringify(claimsOf())) }),
    );
    await refused(forge({ header: { zip: "none" } }));
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });
  for (const header of [
    { crit: ["exp"] },
    { b64: false },
    { p2c: 1e9, p2s: "x" },
    { epk: {} },
    { apu: "x" },
  ])
    test(`D a header with ${Object.keys(header)[0]}`, () => refused(forge({ header })));
  for (const [name, value] of Object.entries({
    jku: "https://evil.test/jwks",
    x5u: "https://evil.test/cert",
    jwk: { kty: "oct", k: "AAAA" },
    x5c: ["AAAA"],
  }))
    test(`D82 ${name} is never followed`, async () => {
      const fetched = vi.spyOn(globalThis, "fetch");
      await refused(forge({ header: { [name]: value } }));
      expect(fetched).not.toHaveBeenCalled();
    });
  for (const kid of [
    "unknown",
    "../../etc/passwd",
    "' OR 1=1 --",
    "\u0000",
    7,
    {},
    "x".repeat(5000),
  ])
    test(`D81 kid ${JSON.stringify(kid).slice(0, 30)}`, () => refused(forge({ header: { kid } })));
});

describe("D parts", () => {
  for (const enc of ["A256CBC-HS512", "A256GCM"]) {
    const header = { header: { enc } };
    for (const length of [0, 4, 8, 12, 15])
      test(`D71 ${enc}: a tag of ${length} bytes`, () =>
        refused(edited(4, (tag) => bytesOf(tag, length), header)));
    for (const length of [0, 8, 11])
      test(`D71 ${enc}: an IV of ${length} bytes`, () =>
        refused(edited(2, (iv) => bytesOf(iv, length), header)));
    for (const [index, name] of [
      [2, "IV"],
      [3, "ciphertext"],
      [4, "tag"],
    ] as const)
      test(`D71 ${enc}: a flipped bit in the ${name}`, () => refused(edited(index, flip, header)));
    test(`D71 ${enc}: nothing sealed`, () => refused(edited(3, () => "", header)));
  }
  test("D72 padding, blanks and the other alphabet", async () => {
    for (const index of [0, 2, 3, 4]) {
      await refused(edited(index, (text) => `${text}=`));
      await refused(edited(index, (text) => ` ${text}`));
      await refused(edited(index, (text) => `${text}\n`));
      await refused(edited(index, (text) => `${text.slice(0, 4)}+/${text.slice(6)}`));
    }
  });
  test("D72 a last character with bits to spare", () =>
    refused(edited(4, (tag) => tag.slice(0, -1) + nextCharacter(tag.slice(-1)))));
  test("D72 more parts, fewer, empty ones", async () => {
    const token = forge();
    for (const bad of [
      `${token}.`,
      `${token}.AAAA`,
      `.${token}`,
      token.replace("..", "."),
      token.replace("..", "..."),
    ])
      await refused(bad);
    await refused(edited(1, () => "AAAA"));
    await refused(edited(0, () => ""));
  });
  test("D a token of 10 MB is refused at once", async () => {
    const token = `${forge().slice(0, 100)}${"A".repeat(10_000_000)}`;
    const before = performance.now();
    await refused(token);
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

/** The character whose value is one more: it differs in the bits that no byte has. */
function nextCharacter(character: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return alphabet[alphabet.indexOf(character) + 1] ?? "A";
}

describe("D claims", () => {
  const seconds = nowSeconds();
  const times: Record<string, Record<string, unknown>> = {
    "D74 exp past the leeway": { exp: seconds - 17 },
    "D74 no exp": { exp: undefined },
    "D74 exp as text": { exp: String(seconds + 3600) },
    "D74 exp null": { exp: null },
    "D74 exp in milliseconds": { exp: Date.now() + 3_600_000 },
    "D74 exp an object": { exp: { valueOf: 1 } },
    "D75 nbf in the future": { nbf: seconds + 3600 },
    "D75 nbf as text": { nbf: "0" },
    "D75 iat an hour ahead": { iat: seconds + 3600, exp: seconds + 7200 },
    "D75 iat as text": { iat: "x" },
  };
  for (const [name, change] of Object.entries(times))
    test(name, () => refused(forge({ claims: claimsOf(change) })));
  test("D74 exp beyond every number", () =>
    refused(forge({ plaintext: JSON.stringify(claimsOf()).replace(/"exp":\d+/, '"exp":1e400') })));

  for (const plaintext of ["", "null", "7", '"x"', "[]", "{", "\u0000", "true"])
    test(`D payload ${JSON.stringify(plaintext)}`, () => refused(forge({ plaintext })));
  test("D a payload that is no UTF-8", () =>
    refused(forge({ plaintext: Buffer.from([0xff, 0xfe, 0x7b]) })));
  test("D a payload 100,000 levels deep", () =>
    refused(
      forge({
        plaintext: `{"exp":${seconds + 60},"a":${"[".repeat(15_000)}${"]".repeat(15_000)}}`,
      }),
    ));

  test("D85 __proto__ in the payload", async () => {
    const plaintext = JSON.stringify(claimsOf()).replace("{", '{"__proto__":{"admin":true},');
    const config = app({
      callbacks: { session: ({ session, token }) => ({ ...session, admin: token.admin }) as never },
    });
    expect(await whoIs({ [sessionCookie]: forge({ plaintext }) }, config)).not.toHaveProperty(
      "admin",
    );
  });
});

describe("D purposes", () => {
  test("D76 a token for another cookie", async () => {
    for (const salt of ["authjs.session-token", "__Secure-authjs.state", "encodedState", "", "x"])
      await refused(forge({ salt }));
  });
  test("D80 another app on the same secret, with a cookie name of its own", async () => {
    const config = app({ cookies: { sessionToken: { name: "shop.session" } } });
    const { text } = await send({ path: "/session", cookies: { "shop.session": forge() } }, config);
    expect(text).toBe("null");
  });
  test("D77 our own other cookies are no session", async () => {
    const begun = await send(
      { path: "/signin/acme", form: { csrfToken, callbackUrl: "/x" }, ...csrf },
      app(),
      { friends: ["https://idp.test"] },
    );
    const values = begun.cookies.map((line) =>
      decodeURIComponent(line.slice(line.indexOf("=") + 1, line.indexOf(";"))),
    );
    expect(values.some((value) => value.startsWith("eyJ"))).toBe(true);
    const state = new URL(begun.location ?? "").searchParams.get("state") ?? "";
    expect(state).not.toBe("");
    for (const value of [...values, state, csrfValue(), csrfToken]) await refused(value);
  });
  test("D77 Auth.js' check cookies are no session, whatever they are sealed for", async () => {
    for (const name of ["state", "nonce", "pkce.code_verifier"])
      await refused(
        forge({
          claims: claimsOf({ value: "x", provider: "acme" }),
          salt: `__Secure-authjs.${name}`,
        }),
      );
  });
  test("D77 a session is no check cookie", async () => {
    const cookies = Object.fromEntries(
      ["state", "nonce", "pkce.code_verifier"].map((name) => [
        `__Secure-authjs.${name}`,
        forge({ claims: claimsOf({ value: "x", provider: "acme" }) }),
      ]),
    );
    const { location } = await send({ path: "/callback/acme?code=x&state=x", cookies });
    expect(location).toContain("error=");
  });
  test("D79 a transaction of one provider does not count at another", async () => {
    const two = app();
    const second = { ...(two.providers[0] as object), id: "other", name: "Other" };
    const config = app({ providers: [...two.providers, second as never] });
    const fetched = vi.spyOn(globalThis, "fetch");
    const begun = await send({ path: "/signin/acme", form: { csrfToken }, ...csrf }, config, {
      friends: ["https://idp.test"],
    });
    const state = new URL(begun.location ?? "").searchParams.get("state") ?? "";
    const cookies = Object.fromEntries(
      begun.cookies.map((line) => {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        return [name, decodeURIComponent(value)];
      }),
    );
    const answer = await send(
      { path: `/callback/other?code=x&state=${encodeURIComponent(state)}`, cookies },
      config,
    );
    expect(answer.location).toContain("error=");
    expect(fetched).not.toHaveBeenCalled();
  });
  test("D81 secrets: listed second is accepted and sealed anew, removed is refused", async () => {
    const token = forge({ secret: "the-old-secret" });
    const answer = await send(
      {
        path: "/session",
        cookies: {
          [sessionCookie]: forge({
            secret: "the-old-secret",
            header: { kid: kidOf("the-old-secret") },
          }),
        },
      },
      app({ secret: [secret, "the-old-secret"] }),
      { maySignIn: true },
    );
    expect(JSON.parse(answer.text)).toMatchObject(mallory);
    expect(answer.cookies.some((line) => line.startsWith(`${sessionCookie}=eyJ`))).toBe(true);
    await refused(token);
  });
});

/** The thumbprint by which Auth.js names a key (RFC 7638, with SHA-512). */
function kidOf(under: string): string {
  const info = `Auth.js Generated Encryption Key (${sessionCookie})`;
  const key = Buffer.from(hkdfSync("sha256", under, sessionCookie, info, 64)).toString("base64url");
  return createHash("sha512").update(`{"k":"${key}","kty":"oct"}`).digest("base64url");
}

describe("D84 who a token says it is", () => {
  for (const sub of ["", {}, [], 7, null, "x".repeat(10_000)])
    test(`sub ${JSON.stringify(sub).slice(0, 20)} does not break a read`, async () => {
      const session = await whoIs({ [sessionCookie]: forge({ claims: claimsOf({ sub }) }) });
      expect(session).toMatchObject(mallory);
    });
});

describe("D86 bearer tokens", () => {
  const read = (authorization: string) =>
    getToken({
      req: { headers: new Headers({ authorization }) },
      secret,
      cookieName: sessionCookie,
    });
  const bad = [
    "Bearer %",
    "Bearer",
    "Bearer ",
    "Basic x",
    "Bearer a, Bearer b",
    `Bearer ${"x".repeat(100_000)}`,
    "Bearer %00",
    "bearer",
    "Bearer null",
  ];
  for (const authorization of bad)
    test(`${authorization.slice(0, 30)} is nobody`, async () => {
      expect(await read(authorization)).toBeNull();
    });
  test("a good one is somebody", async () => {
    expect(await read(`Bearer ${forge()}`)).toMatchObject({ name: "Mallory" });
  });
  test("one of next-auth v4 is nobody", async () => {
    const token = forge({
      salt: "",
      info: "NextAuth.js Generated Encryption Key",
      header: { enc: "A256GCM" },
    });
    expect(await read(`Bearer ${token}`)).toBeNull();
  });
});

describe("D87 auth() with a wrong configuration", () => {
  afterEach(() => vi.unstubAllEnvs());
  const wrong: Record<string, object> = {
    "no secret": { secret: "" },
    "an untrusted host": { trustHost: false },
    "a provider without endpoints": {
      providers: [{ id: "x", name: "X", type: "oauth", clientId: "x" }],
    },
    "credentials without authorize": { providers: [{ id: "x", name: "X", type: "credentials" }] },
  };
  for (const [name, change] of Object.entries(wrong))
    test(`${name} is null`, async () => {
      for (const key of ["AUTH_SECRET", "NEXTAUTH_SECRET", "AUTH_URL"]) vi.stubEnv(key, undefined);
      const { auth } = NextAuth({ ...app(), ...change } as never);
      const req = { headers: { cookie: `${sessionCookie}=${forge()}`, host: "app.test" } };
      const res = { headers: new Headers() };
      expect(await auth(req as never, res as never)).toBeNull();
    });
  test("a right one is not", async () => {
    vi.stubEnv("AUTH_URL", "https://app.test");
    const { auth } = NextAuth(app() as never);
    const req = { headers: { cookie: `${sessionCookie}=${forge()}`, host: "app.test" } };
    expect(await auth(req as never, { headers: new Headers() } as never)).toMatchObject(mallory);
  });
});

test("D77 the callback-url cookie's value is no session", () => refused(`${callbackCookie}`));
