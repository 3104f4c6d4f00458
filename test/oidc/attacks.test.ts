/** What an attacker can send to the callback. Each time: nobody is signed in, and no code goes anywhere. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  createBrowser,
  createServerProcess,
  identityOf,
  resolve,
} from "../support/oauth-client.js";
import { type ScriptedOp, startScriptedOp } from "../support/scripted-op.js";

let op: ScriptedOp;
let evil: ScriptedOp;
beforeAll(async () => {
  [op, evil] = await Promise.all([startScriptedOp(), startScriptedOp()]);
});
afterAll(() => Promise.all([op.close(), evil.close()]));
beforeEach(() => {
  op.script = {};
});

const provider = (more: object = {}) =>
  resolve({
    id: "op",
    name: "OP",
    type: "oidc",
    issuer: op.issuer,
    clientId: "app",
    clientSecret: "s",
    ...more,
  });

/** Begins, lets the answer be spoilt, and says what came of it and how often a code was sent. */
async function attack(spoil: (url: URL) => URL | void, more: object = {}) {
  const browser = createBrowser(provider(more));
  const { redirect } = await browser.begin();
  const url = op.answer(redirect);
  const before = op.asked.token;
  const result = await browser.finish(spoil(url) ?? url).catch((error: unknown) => error);
  return { result, codesSent: op.asked.token - before };
}

const refused: Record<string, [(url: URL) => URL | void, type: string, more?: object]> = {
  "no state, where the provider is said to return it": [
    (url) => url.searchParams.delete("state"),
    "InvalidCheck",
    { checks: ["pkce", "state"] },
  ],
  "no state and nothing else that binds the code": [
    (url) => url.searchParams.delete("state"),
    "InvalidCheck",
    { checks: ["state"] },
  ],
  "random state": [(url) => url.searchParams.set("state", crypto.randomUUID()), "InvalidCheck"],
  "empty state": [
    (url) => url.searchParams.set("state", ""),
    "InvalidCheck",
    { checks: ["state"] },
  ],
  "state cut short": [
    (url) => url.searchParams.set("state", url.searchParams.get("state")?.slice(0, -5) ?? ""),
    "InvalidCheck",
  ],
  "state twice": [
    (url) => url.searchParams.append("state", url.searchParams.get("state") ?? ""),
    "CallbackRouteError",
  ],
  "code twice": [(url) => url.searchParams.append("code", "second"), "CallbackRouteError"],
  "iss twice": [
    (url) => {
      url.searchParams.append("iss", op.issuer);
      url.searchParams.append("iss", op.issuer);
    },
    "CallbackRouteError",
  ],
  "error twice": [
    (url) => {
      url.searchParams.append("error", "a");
      url.searchParams.append("error", "b");
    },
    "CallbackRouteError",
  ],
  "code and error": [(url) => url.searchParams.set("error", "access_denied"), "OAuthCallbackError"],
  "no code": [(url) => url.searchParams.delete("code"), "CallbackRouteError"],
  "empty code": [(url) => url.searchParams.set("code", ""), "CallbackRouteError"],
  "code of 100 KiB": [
    (url) => url.searchParams.set("code", "a".repeat(102_400)),
    "CallbackRouteError",
  ],
  "code with a line break": [(url) => url.searchParams.set("code", "a\r\nb"), "CallbackRouteError"],
  "an ID token in the front channel": [
    (url) => url.searchParams.set("id_token", "a.b.c"),
    "CallbackRouteError",
  ],
  "a JARM answer": [(url) => url.searchParams.set("response", "a.b.c"), "CallbackRouteError"],
  "iss of another": [(url) => url.searchParams.set("iss", evil.issuer), "CallbackRouteError"],
  "iss with a slash more": [
    (url) => url.searchParams.set("iss", `${op.issuer}/`),
    "CallbackRouteError",
  ],
  "iss in capitals": [
    (url) => url.searchParams.set("iss", op.issuer.toUpperCase()),
    "CallbackRouteError",
  ],
};

describe("refuses", () => {
  for (const [name, [spoil, type, more]] of Object.entries(refused))
    test(name, async () => {
      const { result, codesSent } = await attack(spoil, more);
      expect(result).toMatchObject({ type });
      expect(codesSent).toBe(0);
    });

  for (const name of ["code", "state", "iss", "error", "error_description", "id_token"])
    test(`"${name}" twice, before anything else is looked at`, async () => {
      const { result } = await attack((url) => {
        url.searchParams.set(name, url.searchParams.get(name) ?? "one");
        url.searchParams.append(name, "two");
      });
      expect(result).toMatchObject({ cause: { err: { code: "duplicate_parameter" } } });
    });

  test("a missing iss that the metadata promises", async () => {
    op.script = {
      discovery: (document) => ({
        ...document,
        authorization_response_iss_parameter_supported: true,
      }),
    };
    const missing = await attack(() => {});
    expect(missing.result).toMatchObject({ type: "CallbackRouteError" });
    expect(missing.codesSent).toBe(0);
    const present = await attack((url) => url.searchParams.set("iss", op.issuer));
    expect(identityOf(present.result as never).account.providerAccountId).toBe("alice");
  });

  test("a code of the honest provider at the callback of another (mix-up)", async () => {
    const process = createServerProcess();
    const honest = createBrowser(provider(), { process });
    const other = createBrowser(provider({ id: "evil", issuer: evil.issuer }), { process });
    await other.begin();
    const url = op.answer((await honest.begin()).redirect);
    for (const [name, value] of honest.cookies) other.cookies.set(name, value);
    url.pathname = "/api/auth/callback/evil";
    const before = evil.asked.token;
    await expect(other.finish(url)).rejects.toMatchObject({ type: "InvalidCheck" });
    expect(evil.asked.token).toBe(before);
  });

  test("a form where a query was asked for, and the reverse", async () => {
    const byQuery = createBrowser(provider());
    const url = op.answer((await byQuery.begin()).redirect);
    const form = Object.fromEntries(url.searchParams);
    const before = op.asked.token;
    await expect(byQuery.finish(url.pathname, form)).rejects.toMatchObject({
      type: "InvalidCheck",
    });
    const authorization = { params: { response_mode: "form_post" } };
    const byForm = createBrowser(provider({ authorization }));
    const answer = op.answer((await byForm.begin()).redirect);
    await expect(byForm.finish(answer)).rejects.toMatchObject({ type: "InvalidCheck" });
    expect(op.asked.token).toBe(before);
  });

  const formPost = { authorization: { params: { response_mode: "form_post" } } };
  const path = "/api/auth/callback/op";

  for (const name of ["code", "state", "iss", "error", "error_description", "id_token"])
    test(`a form with "${name}" twice`, async () => {
      const browser = createBrowser(provider(formPost));
      const form = op.answer((await browser.begin()).redirect).searchParams;
      const before = op.asked.token;
      const twice = new URLSearchParams(form);
      twice.set(name, form.get(name) ?? "one");
      twice.append(name, form.get(name) ?? "one");
      await expect(browser.finish(path, twice)).rejects.toMatchObject({
        cause: { err: { code: "duplicate_parameter" } },
      });
      expect(op.asked.token).toBe(before);
      const arrival = await browser.finish(path, form);
      expect(identityOf(arrival).account.providerAccountId).toBe("alice");
    });

  test("JSON with a parameter that is no text", async () => {
    const browser = createBrowser(provider(formPost));
    const form = Object.fromEntries(op.answer((await browser.begin()).redirect).searchParams);
    const before = op.asked.token;
    for (const odd of [{ code: ["a", "b"] }, { state: { a: 1 } }, { iss: 1 }])
      await expect(browser.finish(path, { ...form, ...odd })).rejects.toMatchObject({
        cause: { err: { code: "malformed_parameter" } },
      });
    expect(op.asked.token).toBe(before);
  });
});

test("an iss is ignored where no issuer is configured to compare it with", async () => {
  const endpoints = {
    type: "oauth",
    issuer: undefined,
    authorization: `${op.issuer}/authorize`,
    token: `${op.issuer}/token`,
    userinfo: `${op.issuer}/userinfo`,
    profile: (profile: { sub: string }) => ({ id: profile.sub }),
  };
  op.script = { token: ({ id_token: _, ...answer }) => answer };
  const { result } = await attack(
    (url) => url.searchParams.set("iss", "https://any.example"),
    endpoints,
  );
  expect(identityOf(result as never).account).toMatchObject({
    type: "oauth",
    providerAccountId: "alice",
  });
});

describe("a provider that does not return the state", () => {
  const withoutState = (url: URL) => {
    url.searchParams.delete("state");
    return url;
  };

  test("finishes the only sign-in", async () => {
    const { result } = await attack(withoutState);
    expect(identityOf(result as never).account.providerAccountId).toBe("alice");
  });

  test("needs the state that the browser kept, which is where the answer goes", async () => {
    const browser = createBrowser(provider());
    const url = withoutState(op.answer((await browser.begin()).redirect));
    const kept = browser.cookies.get("authjs.state.last") ?? "";
    browser.cookies.delete("authjs.state.last");
    await expect(browser.finish(url)).rejects.toMatchObject({ type: "InvalidCheck" });
    browser.cookies.set("authjs.state.last", kept);
    const arrival = await browser.finish(url);
    expect(arrival).toMatchObject({ callbackUrl: "http://app.test/dashboard" });
    expect(browser.cookies.size).toBe(0);
  });

  test("keeps nothing of the kind where the state is to be returned", async () => {
    const checks = ["pkce", "state"];
    const browser = createBrowser(provider({ checks }));
    const { cookies } = await browser.begin();
    expect(cookies.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^authjs\.state\.[\da-f]{16}$/),
    ]);
  });

  test("not one of two", async () => {
    const browser = createBrowser(provider());
    await browser.begin();
    const url = withoutState(op.answer((await browser.begin()).redirect));
    const before = op.asked.token;
    await expect(browser.finish(url)).rejects.toMatchObject({ type: "InvalidCheck" });
    expect(op.asked.token).toBe(before);
  });

  test("a code that an attacker sends along does not match the challenge", async () => {
    const victim = createBrowser(provider());
    await victim.begin();
    const attacker = createBrowser(provider());
    const url = withoutState(op.answer((await attacker.begin()).redirect));
    await expect(victim.finish(url)).rejects.toMatchObject({
      type: "CallbackRouteError",
      cause: { error: "invalid_grant" },
    });
  });
});

describe("S256 is sent whatever the metadata says, plain never", () => {
  for (const methods of [["plain"], [], undefined])
    test(JSON.stringify(methods) ?? "absent", async () => {
      op.script = {
        discovery: ({ code_challenge_methods_supported: _, ...document }) => ({
          ...document,
          ...(methods && { code_challenge_methods_supported: methods }),
        }),
      };
      const { redirect } = await createBrowser(provider()).begin();
      expect(new URL(redirect).searchParams.get("code_challenge_method")).toBe("S256");
    });
});

test("what the caller of signIn passes cannot replace what binds the answer", async () => {
  const wishes = {
    state: "mine",
    nonce: "mine",
    code_challenge: "mine",
    code_challenge_method: "plain",
  };
  const { redirect } = await createBrowser(provider()).begin({
    ...wishes,
    prompt: "login",
    scope: "openid",
  });
  const sent = new URL(redirect).searchParams;
  for (const name of ["state", "nonce", "code_challenge"])
    expect(sent.getAll(name)).not.toContain("mine");
  expect(sent.get("code_challenge_method")).toBe("S256");
  expect(sent.get("prompt")).toBe("login");
  expect(sent.get("scope")).toBe("openid");
});

describe("error answers", () => {
  test("without a sign-in under way: the provider's word is passed on, and nobody is asked", async () => {
    const before = { ...op.asked };
    const browser = createBrowser(provider());
    await expect(
      browser.finish("/api/auth/callback/op?error=access_denied&error_description=%3Cb%3E%0D%0Ax"),
    ).rejects.toMatchObject({
      type: "OAuthCallbackError",
      cause: { error: "access_denied", error_description: "<b>??x" },
    });
    expect(op.asked).toEqual(before);
  });

  test("where the state is to be returned, one without it is no answer at all", async () => {
    const browser = createBrowser(provider({ checks: ["pkce", "state"] }));
    await expect(browser.finish("/api/auth/callback/op?error=access_denied")).rejects.toMatchObject(
      {
        type: "InvalidCheck",
      },
    );
  });

  test("uses the transaction up", async () => {
    const browser = createBrowser(provider());
    const url = op.answer((await browser.begin()).redirect);
    const denied = new URL(url);
    denied.searchParams.delete("code");
    denied.searchParams.set("error", "access_denied");
    await expect(browser.finish(denied)).rejects.toMatchObject({ type: "OAuthCallbackError" });
    const before = op.asked.token;
    await expect(browser.finish(url)).rejects.toMatchObject({ type: "InvalidCheck" });
    expect(op.asked.token).toBe(before);
  });
});

test("no error tells tokens, codes or secrets", async () => {
  op.script = {
    token: (answer) => ({ ...answer, token_type: "mac", refresh_token: "a refresh token" }),
  };
  const browser = createBrowser(provider({ clientSecret: "very secret" }));
  const url = op.answer((await browser.begin()).redirect);
  const error = (await browser.finish(url).catch((thrown: unknown) => thrown)) as Error;
  const { inspect } = await import("node:util");
  const told = inspect(error, { depth: null, showHidden: true });
  expect(told).toContain("CallbackRouteError");
  for (const kept of [
    "an access token",
    "a refresh token",
    "very secret",
    url.searchParams.get("code"),
  ])
    expect(told).not.toContain(kept);
});
