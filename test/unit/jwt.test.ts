import * as published from "@auth/core/jwt";
import { describe, expect, it } from "vitest";
import { JWTSessionError, MissingSecret } from "../../src/errors.js";
import { decode, encode, getToken } from "../../src/jwt.js";
import { claims, forge, now, olderSecret, salt, secret } from "./token/forge.js";

const name = "authjs.session-token";
const plain = () => forge({ salt: name });
const request = (headers: Record<string, string>) => new Request("https://app.test/", { headers });
const withCookie = (token: string, cookie = name) => request({ cookie: `a=1; ${cookie}=${token}` });

describe("encode and decode", () => {
  it("are each other's inverse, and the published package's", async () => {
    for (const [seal, open] of [
      [encode, decode],
      [encode, published.decode],
      [published.encode, decode],
    ] as const) {
      const token = await seal({ token: { sub: "1", role: "admin" }, secret, salt });
      const opened = await open({ token, secret, salt });
      expect(opened).toEqual({
        sub: "1",
        role: "admin",
        iat: expect.any(Number),
        exp: expect.any(Number),
        jti: expect.any(String),
      });
      expect((opened?.exp ?? 0) - (opened?.iat ?? 0)).toBe(30 * 24 * 60 * 60);
    }
  });

  it("default to no claims, and take maxAge in seconds", async () => {
    const opened = await decode({
      token: await encode({ secret, salt, maxAge: 60 }),
      secret,
      salt,
    });
    expect(Object.keys(opened ?? {})).toEqual(["iat", "exp", "jti"]);
    expect((opened?.exp ?? 0) - (opened?.iat ?? 0)).toBe(60);
  });

  it("seal with the first secret and open with each", async () => {
    const token = await encode({ token: { sub: "1" }, secret: [secret, olderSecret], salt });
    expect(await decode({ token, secret, salt })).toHaveProperty("sub", "1");
    expect(await decode({ token, secret: [olderSecret, secret], salt })).toHaveProperty("sub", "1");
    await expect(decode({ token, secret: olderSecret, salt })).rejects.toThrow(JWTSessionError);
  });

  it("decode gives null without a token", async () => {
    expect(await decode({ secret, salt })).toBeNull();
    expect(await decode({ token: "", secret, salt })).toBeNull();
  });

  it("throw MissingSecret without one", async () => {
    for (const missing of ["", [], undefined as never]) {
      await expect(encode({ secret: missing, salt })).rejects.toThrow(MissingSecret);
      await expect(decode({ token: "x", secret: missing, salt })).rejects.toThrow(MissingSecret);
    }
  });

  it.each([
    ["expired", forge({ payload: claims({ exp: now() - 60 }) }), "expired"],
    ["not yet valid", forge({ payload: claims({ nbf: now() + 60 }) }), "not-yet-valid"],
    ["malformed", "x", "malformed"],
    ["of another purpose", forge({ salt: "other" }), "undecryptable"],
    ["without an exp that is a time", forge({ payload: claims({ exp: "1" }) }), "payload"],
    ["with an infinite exp", forge({ payload: '{"exp":1e400}' }), "payload"],
    [
      "with an algorithm that is not ours",
      forge({ header: () => ({ alg: "none" }) }),
      "unsupported",
    ],
  ])("decode throws on a token %s, and says why", async (_, token, fault) => {
    const error = await decode({ token, secret, salt }).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(JWTSessionError);
    expect((error as JWTSessionError).cause).toEqual({ fault });
    expect(String(error)).not.toContain(secret);
  });

  it("decode takes a token without exp, and one issued ahead of the clock, as Auth.js does", async () => {
    const payload = claims({ exp: undefined, iat: now() + 3600 });
    for (const open of [decode, published.decode])
      expect(await open({ token: forge({ payload }), secret, salt })).toHaveProperty("sub", "42");
  });
});

describe("getToken", () => {
  it("reads the cookie; without secureCookie only the one without prefix", async () => {
    expect(await getToken({ req: withCookie(plain()), secret })).toHaveProperty("sub", "42");
    const secure = withCookie(forge(), salt);
    expect(await getToken({ req: secure, secret })).toBeNull();
    expect(await getToken({ req: secure, secret, secureCookie: true })).toHaveProperty("sub", "42");
  });

  it("takes another cookie name and another salt", async () => {
    const req = withCookie(forge({ salt: "mine" }), "mine");
    expect(await getToken({ req, secret, cookieName: "mine" })).toHaveProperty("sub", "42");
    const salted = withCookie(forge({ salt: "other" }), "mine");
    expect(await getToken({ req: salted, secret, cookieName: "mine" })).toBeNull();
    const found = await getToken({ req: salted, secret, cookieName: "mine", salt: "other" });
    expect(found).toHaveProperty("sub", "42");
  });

  it("joins chunks", async () => {
    const token = forge({ salt: name, payload: claims({ fill: "x".repeat(9000) }) });
    const parts = token.match(/.{1,3936}/g) ?? [];
    const cookie = parts.map((part, i) => `${name}.${i}=${part}`).join("; ");
    expect(await getToken({ req: request({ cookie }), secret })).toHaveProperty("sub", "42");
    expect(await getToken({ req: request({ cookie }), raw: true })).toBe(token);
  });

  it("reads the bearer token, but prefers the cookie", async () => {
    const authorization = `Bearer ${encodeURIComponent(plain())}`;
    expect(await getToken({ req: request({ authorization }), secret })).toHaveProperty("sub", "42");
    const other = forge({ salt: name, payload: claims({ sub: "cookie" }) });
    const both = request({ authorization, cookie: `${name}=${other}` });
    expect(await getToken({ req: both, secret })).toHaveProperty("sub", "cookie");
  });

  it("takes anything with headers: Headers, Node's object, lists in it", async () => {
    const cookie = `${name}=${plain()}`;
    for (const headers of [
      new Headers({ cookie }),
      { cookie },
      { Cookie: cookie },
      { ":method": "GET", cookie },
      { cookie: ["a=1", cookie] },
    ])
      expect(await getToken({ req: { headers: headers as never }, secret })).toHaveProperty(
        "sub",
        "42",
      );
  });

  it("gives the raw token, unread and without a secret", async () => {
    expect(await getToken({ req: withCookie("anything"), raw: true })).toBe("anything");
    expect(await getToken({ req: request({}), raw: true })).toBeNull();
  });

  it("throws without req, and without a secret once there is a token", async () => {
    await expect(getToken({ secret } as never)).rejects.toThrow(
      "Must pass `req` to JWT getToken()",
    );
    expect(await getToken({ req: request({}) })).toBeNull();
    await expect(getToken({ req: withCookie(plain()) })).rejects.toThrow(MissingSecret);
    await expect(getToken({ req: withCookie(plain()), secret: "" })).rejects.toThrow(MissingSecret);
  });

  it("hands the token, secret and salt to a decode of the app's, and hides what it throws", async () => {
    const req = withCookie("opaque");
    const asked: unknown[] = [];
    const own = async (params: unknown) => {
      asked.push(params);
      return { sub: "own" };
    };
    expect(await getToken({ req, secret, decode: own })).toEqual({ sub: "own" });
    expect(asked).toEqual([{ token: "opaque", secret, salt: name }]);
    const failing = () => Promise.reject(new Error("no"));
    expect(await getToken({ req, secret, decode: failing })).toBeNull();
  });

  it.each<[string, Record<string, string>]>([
    ["Bearer %", { authorization: "Bearer %" }],
    ["Bearer %zz", { authorization: "Bearer %zz" }],
    ["Bearer alone", { authorization: "Bearer" }],
    ["Bearer and a space", { authorization: "Bearer " }],
    ["lower case", { authorization: `bearer ${plain()}` }],
    ["Basic", { authorization: "Basic x" }],
    ["empty", { authorization: "" }],
    ["two values", { authorization: `Bearer ${plain()}, Bearer ${plain()}` }],
    ["100 KiB", { authorization: `Bearer ${"A".repeat(102_400)}` }],
    [
      "a v4 session",
      {
        authorization: `Bearer ${forge({ salt: "", info: "NextAuth.js Generated Encryption Key", enc: "A256GCM", anonymous: true })}`,
      },
    ],
    ["a state cookie", { cookie: `${name}=${forge({ salt: "authjs.state" })}` }],
    ["a malformed cookie", { cookie: `${name}=%` }],
    [
      "an expired session",
      { cookie: `${name}=${forge({ salt: name, payload: claims({ exp: 1 }) })}` },
    ],
    ["chunks with a gap", { cookie: `${name}.0=a; ${name}.2=b` }],
    ["a foreign cookie with the prefix", { cookie: `${name}x=${plain()}` }],
  ])("answers null, never throws: %s (D86)", async (_, headers) => {
    expect(await getToken({ req: request(headers), secret })).toBeNull();
    expect(await getToken({ req: { headers }, secret })).toBeNull();
  });

  it("answers null for headers that are none", async () => {
    for (const headers of [
      undefined,
      null,
      {},
      { cookie: 1 },
      { cookie: undefined, authorization: null },
    ])
      expect(await getToken({ req: { headers: headers as never }, secret })).toBeNull();
  });

  it("agrees with the published getToken on what it accepts", async () => {
    const requests = [
      withCookie(plain()),
      request({ authorization: `Bearer ${plain()}` }),
      request({}),
      withCookie("x"),
    ];
    for (const req of requests)
      expect(await getToken({ req, secret })).toEqual(await published.getToken({ req, secret }));
  });
});
