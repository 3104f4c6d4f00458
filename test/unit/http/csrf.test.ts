import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isCsrfSafe, issueCsrfToken } from "../../../src/http/csrf.js";
import type { CoreRequest } from "../../../src/methods/method.js";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const secret = "a secret of some length";
const token = "f".repeat(64);
const cookie = `${token}|${sha256(token + secret)}`;

function post(csrfToken: unknown, headers: Record<string, string> = {}): CoreRequest {
  return {
    url: new URL("https://app.test/api/auth/signout"),
    action: "signout",
    providerId: undefined,
    method: "POST",
    headers: new Headers(headers),
    cookies: new Map(),
    query: {},
    body: { csrfToken },
  };
}

const safe = (
  request: CoreRequest,
  value = cookie,
  secrets: [string, ...string[]] = [secret],
  trusted = new Set<string>(),
) => isCsrfSafe(request, value, secrets, trusted);

describe("issueCsrfToken", () => {
  it("writes token|sha256(token + secret)", async () => {
    const { token, cookie } = await issueCsrfToken(undefined, [secret]);
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect(cookie).toBe(`${token}|${sha256(token + secret)}`);
  });

  it("keeps a valid one, and sets nothing", async () => {
    expect(await issueCsrfToken(cookie, [secret])).toEqual({ token });
    expect(await issueCsrfToken(cookie, ["new", secret])).toEqual({ token });
  });

  it("keeps one that Auth.js made with a list of secrets", async () => {
    const joined = `${token}|${sha256(`${token}new,${secret}`)}`;
    expect(await issueCsrfToken(joined, ["new", secret])).toEqual({ token });
  });

  it.each([
    "",
    "|",
    token,
    `${token}|`,
    `${token}|${"0".repeat(64)}`,
    `${cookie}|x`,
    `${cookie}0`,
    `x${cookie}`,
  ])("replaces %j", async (value) => {
    const issued = await issueCsrfToken(value, [secret]);
    expect(issued.token).not.toBe(token);
    expect(issued.cookie).toBeDefined();
  });
});

describe("isCsrfSafe", () => {
  it("wants the cookie's own token, vouched for by a listed secret", async () => {
    expect(await safe(post(token))).toBe(true);
    expect(await safe(post(token), cookie, ["new", secret])).toBe(true);
    expect(await safe(post(token), cookie, ["new"])).toBe(false);
    for (const wrong of [undefined, "", "0".repeat(64), token.slice(1), [token], { token }])
      expect(await safe(post(wrong))).toBe(false);
    expect(await safe(post(token), `${token}|${token}`)).toBe(false);
  });

  const rows: [headers: Record<string, string>, allowed: boolean][] = [
    [{}, true],
    [{ "sec-fetch-site": "same-origin" }, true],
    [{ "sec-fetch-site": "same-site" }, true],
    [{ "sec-fetch-site": "none" }, true],
    [{ "sec-fetch-site": "cross-site" }, false],
    [{ "sec-fetch-site": "cross-site", origin: "https://partner.test" }, true],
    [{ origin: "https://app.test" }, true],
    [{ origin: "null" }, true],
    [{ origin: "https://evil.test" }, false],
    [{ origin: "https://app.test.evil.test" }, false],
    [{ origin: "evil" }, false],
    [{ origin: "https://outside.test", "x-forwarded-host": "outside.test" }, true],
    [{ origin: "https://partner.test" }, true],
  ];
  it.each(rows)("%j: %s", async (headers, allowed) => {
    expect(
      await safe(post(token, headers), cookie, [secret], new Set(["https://partner.test"])),
    ).toBe(allowed);
  });
});
