import { describe, expect, test } from "vitest";
import { Auth } from "../../src/core.js";
import type { AuthConfig } from "../../src/index.js";
import {
  type Attack,
  app,
  csrf,
  csrfCookie,
  csrfToken,
  csrfValue,
  forge,
  origin,
  secret,
  send,
  sessionCookie,
  whoIs,
} from "./world.js";

const login = { csrfToken, password: "right" };
const other = "cd".repeat(32);

/** The routes that change something. */
const guarded = ["/signin/acme", "/signout", "/callback/credentials"];

async function refused(attack: Attack, config = app()) {
  const { status, location, cookies } = await send(attack, config);
  expect(status).toBe(302);
  expect(location).toBe(`${origin}/api/auth/signin?error=MissingCSRF`);
  expect(cookies).toEqual([]);
}

describe("B CSRF", () => {
  for (const path of guarded) {
    test(`B29 ${path} without a token`, async () => {
      await refused({ path, form: { password: "right" } });
      await refused({ path, form: { password: "right" }, ...csrf });
      await refused({ path, form: login });
    });
    test(`B30 ${path} with another browser's token`, () =>
      refused({ path, form: login, cookies: { [csrfCookie]: csrfValue(secret, other) } }));
    test(`B30 ${path} with a cut token`, () =>
      refused({ path, form: { ...login, csrfToken: csrfToken.slice(0, -1) }, ...csrf }));
    test(`B30 ${path} with a cut cookie`, () =>
      refused({ path, form: login, cookies: { [csrfCookie]: csrfValue().slice(0, -1) } }));
    test(`B31 ${path} with cookie and token that the attacker chose`, async () => {
      for (const value of [
        `${other}|${other}`,
        other,
        `${other}|`,
        csrfValue("guess", other),
        `${other}|${csrfValue().split("|")[1]}`,
        `${csrfValue(secret, csrfToken)}|${other}`,
      ])
        await refused({
          path,
          form: { ...login, csrfToken: other },
          cookies: { [csrfCookie]: value },
        });
    });
    test(`B31 ${path} with an empty token`, () =>
      refused({
        path,
        form: { ...login, csrfToken: "" },
        cookies: { [csrfCookie]: csrfValue(secret, "") },
      }));
    test(`B32, B35 ${path} cross-site, though the token is right`, async () => {
      const headers = { "sec-fetch-site": "cross-site", origin: "https://evil.test" };
      await refused({ path, form: login, ...csrf, headers });
      await refused({ path, form: login, ...csrf, headers: { "sec-fetch-site": "cross-site" } });
      await refused({ path, form: login, ...csrf, headers: { origin: "https://evil.test" } });
      await refused({
        path,
        form: login,
        ...csrf,
        headers: { origin: "null", "sec-fetch-site": "cross-site" },
      });
    });
    test(`B34 ${path} from a sibling without the token`, () =>
      refused({
        path,
        form: {},
        headers: { "sec-fetch-site": "same-site", origin: "https://x.app.test" },
      }));
  }

  test("B30 the token of a secret that is still listed is good, of one that is not it is not", async () => {
    const attack = { path: "/signout", form: login, cookies: { [csrfCookie]: csrfValue("old") } };
    expect((await send(attack, app({ secret: [secret, "old"] }))).location).toBe(origin);
    await refused(attack, app({ secret }));
  });

  test("B32 the session survives a forged sign-out", async () => {
    const cookies = { [sessionCookie]: forge(), ...csrf.cookies };
    await refused({ path: "/signout", form: {}, cookies });
    expect(await whoIs(cookies)).toMatchObject({ user: { name: "Mallory" } });
  });

  describe("B36 other content types", () => {
    const body = new URLSearchParams(login).toString();
    for (const type of ["text/plain", "multipart/form-data; boundary=x", "application/xml", ""])
      test(`${type || "none"} is no form`, () =>
        refused({
          path: "/callback/credentials",
          body,
          ...csrf,
          headers: { "content-type": type },
        }));
    test("a form whose only key is JSON", () =>
      refused({
        path: "/callback/credentials",
        form: `${JSON.stringify({ ...login, x: "" }).slice(0, -3)}=`,
        ...csrf,
      }));
    test("B37 JSON of another charset is read as UTF-8, or refused", async () => {
      const json = `+AHs-"csrfToken":"${csrfToken}","password":"right"}`;
      const { status } = await send({
        path: "/callback/credentials",
        json,
        ...csrf,
        headers: { "content-type": "application/json; charset=utf-7" },
      });
      expect(status).toBe(400);
    });
  });

  test("B39 no header or field changes the method", async () => {
    const headers = {
      "x-http-method-override": "POST",
      "x-method-override": "POST",
      "x-http-method": "POST",
    };
    const { status, cookies } = await send({
      path: `/signout?_method=POST&csrfToken=${csrfToken}`,
      ...csrf,
      headers,
    });
    expect(status).toBe(200);
    expect(cookies).toEqual([]);
  });

  for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS"])
    for (const path of ["/session", "/signin/acme", "/callback/acme", "/csrf"])
      test(`B40, B41 ${method} ${path}`, async () => {
        const headers = { origin: "https://evil.test", "access-control-request-method": "POST" };
        const answer = await send({ method, path, headers });
        expect(answer.status).toBe(405);
        expect(answer.headers.get("allow")).toBe("GET, HEAD, POST");
      });

  test("B42 another origin gets no leave to read the session", async () => {
    const headers = { origin: "https://evil.test", "sec-fetch-site": "cross-site" };
    await send({ path: "/session", headers, cookies: { [sessionCookie]: forge() } });
  });
});

describe("B bodies", () => {
  const megabyte = "x".repeat(1_048_577);
  for (const type of ["application/json", "application/x-www-form-urlencoded"])
    test(`B44 ${type} beyond a mebibyte`, async () => {
      const answer = await send({
        path: "/signout",
        body: megabyte,
        headers: { "content-type": type },
      });
      expect(answer.status).toBe(413);
    });
  test("B44 a body without an end", async () => {
    let pulled = 0;
    const body = new ReadableStream({
      pull(controller) {
        pulled += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(97));
      },
    });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect((await send({ path: "/signout", body, headers })).status).toBe(413);
    expect(pulled).toBeLessThan(2_000_000);
  });
  test("B44 a body beyond a mebibyte of which somebody else holds a copy", async () => {
    const request = new Request("https://app.test/api/auth/signout", {
      method: "POST",
      body: megabyte,
    });
    request.headers.set("content-type", "application/x-www-form-urlencoded");
    const copy = request.clone();
    const response = await Auth(request, app() as Omit<AuthConfig, "raw">);
    expect(response.status).toBe(413);
    await copy.body?.cancel();
  }, 2000);
  test("B44 a declared length is no proof", async () => {
    const headers = { "content-type": "application/json", "content-length": "2" };
    expect((await send({ path: "/signout", body: megabyte, headers })).status).toBe(413);
  });

  const bad = {
    "half an object": "{",
    nothing: "",
    NaN: '{"csrfToken":NaN}',
    "two values": "{}{}",
    "a trailing comma": '{"a":1,}',
  };
  for (const [name, json] of Object.entries(bad))
    test(`B45 JSON that is ${name}`, async () => {
      const { status } = await send({ path: "/session", json, ...csrf });
      expect(status).toBe(400);
    });
  const odd = {
    "100,000 levels deep": `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
    "an object 100,000 levels deep": `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
    "of another type": "7",
    null: "null",
    "with a byte order mark": '\ufeff{"csrfToken":"x"}',
    "with a key twice": `{"csrfToken":"${csrfToken}","csrfToken":"x"}`,
    "with __proto__": '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}',
    "with a prototype's token": `{"__proto__":{"csrfToken":"${csrfToken}"}}`,
  };
  for (const [name, json] of Object.entries(odd))
    test(`B45 JSON that is ${name}`, async () => {
      const { status } = await send({ path: "/session", json, ...csrf });
      expect(status).toBe(400);
    });
  test("B45 the right token does not make a deep update dangerous", async () => {
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const json = `{"csrfToken":"${csrfToken}","data":${deep}}`;
    const cookies = { ...csrf.cookies, [sessionCookie]: forge() };
    const { status } = await send({ path: "/session", json, cookies }, app(), { maySignIn: true });
    expect([200, 400]).toContain(status);
  });
});

describe("B46 paths", () => {
  const paths = [
    "/./signin",
    "/signin/.",
    "/x/../session",
    "//session",
    "/session/",
    "/session//",
    "/signin//acme",
    "/API/AUTH/session",
    "/session.",
    "/session%00",
    "/%2e%2e/session",
    "/session;x=1",
    "/session%2f",
    "/signin%2Facme",
    "/%73ession",
    "/session\\",
    "/__proto__",
    "/constructor",
    "/signin/__proto__",
    "/callback/constructor",
    "/callback/%2e%2e",
    "/callback/acme%00",
    "/signin/acme/../../session",
    "/session/x.css",
    "/session%0A.css",
  ];
  for (const path of paths)
    test(`GET ${path}`, async () => {
      const { status } = await send({ path, cookies: { [sessionCookie]: forge() } }, app(), {
        maySignIn: true,
      });
      expect([200, 302, 400, 404]).toContain(status);
    });
  for (const path of ["/session/x.css", "/session%0A.css", "/session;x.css", "/session.css"])
    test(`a session is not at ${path}`, async () => {
      const { status, text } = await send({ path, cookies: { [sessionCookie]: forge() } });
      expect(status).toBe(400);
      expect(text).not.toContain("Mallory");
    });
});
