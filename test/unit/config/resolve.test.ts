import { describe, expect, it, vi } from "vitest";
import { resolveConfig } from "../../../src/config/resolve.js";
import { InvalidConfig } from "../../../src/errors.js";
import Credentials from "../../../src/providers/credentials.js";
import GitHub from "../../../src/providers/github.js";
import type { AuthConfig } from "../../../src/types/index.js";

const resolve = (config: Partial<AuthConfig> = {}) =>
  resolveConfig({ providers: [], secret: "s", ...config });
const authorize = () => null;

describe("mistakes in the code are told at construction", () => {
  const mistakes: [name: string, config: Partial<AuthConfig>, says: RegExp][] = [
    [
      "two providers of one id",
      { providers: [GitHub({}), GitHub({})] },
      /Two providers have the id "github"/,
    ],
    [
      "an id that cannot stand in a URL",
      { providers: [GitHub({ id: "a/b" })] },
      /cannot stand in a URL/,
    ],
    [
      "an id with a line break",
      { providers: [GitHub({ id: "a\r\nSet-Cookie: x" })] },
      /cannot stand in a URL/,
    ],
    ["a cookie name that is none", { cookies: { state: { name: "a b" } } }, /not a cookie name/],
    [
      "__Host- with a domain",
      { cookies: { csrfToken: { name: "__Host-x", options: { domain: "app.test" } } } },
      /forbids a domain/,
    ],
    [
      "__Host- below a path",
      { cookies: { sessionToken: { name: "__Host-x", options: { path: "/app" } } } },
      /forbids a domain/,
    ],
    [
      "a header split by a domain",
      { cookies: { state: { options: { domain: "a\r\nb" } } } },
      /no header can carry/,
    ],
  ];
  it.each(mistakes)("%s", (_name, config, says) => {
    expect(() => resolve(config)).toThrow(InvalidConfig);
    expect(() => resolve(config)).toThrow(says);
  });
});

describe("what keeps requests from being answered is found once", () => {
  const problems: [type: string, config: Partial<AuthConfig>][] = [
    ["MissingSecret", { secret: "" }],
    ["MissingSecret", { secret: [] }],
    ["InvalidEndpoints", { providers: [{ id: "x", name: "X", type: "oauth" }] }],
    ["InvalidEndpoints", { providers: [{ id: "x", name: "X", type: "oidc" }] }],
    [
      "MissingAuthorize",
      { providers: [{ ...Credentials({}), authorize: undefined as never, options: {} }] },
    ],
    [
      "UnsupportedStrategy",
      { providers: [Credentials({ authorize })], session: { strategy: "database" } },
    ],
    ["MissingAdapter", { providers: [GitHub({})], session: { strategy: "database" } }],
    ["UnsupportedStrategy", { adapter: {} }],
  ];
  it.each(problems)("%s", (type, config) => expect(resolve(config).problem?.type).toBe(type));

  it("and nothing where nothing is wrong", () => {
    expect(resolve({ providers: [GitHub({}), Credentials({ authorize })] }).problem).toBeNull();
  });
});

it("answers every question of an empty configuration", () => {
  const config = resolve();
  expect(config).toMatchObject({
    session: { maxAge: 2_592_000, updateAge: 86_400, tokenMaxAge: 2_592_000 },
    jwt: { maxAge: 2_592_000, secret: "s" },
    theme: { colorScheme: "auto" },
    skipCsrf: false,
  });
  expect(Object.isFrozen(config)).toBe(true);
  expect(config.cookies.secure.csrfToken.name).toBe("__Host-authjs.csrf-token");
  expect(config.cookies.plain.pkceCodeVerifier).toEqual({
    name: "authjs.pkce.code_verifier",
    options: { httpOnly: true, sameSite: "lax", path: "/", secure: false, maxAge: 900 },
  });
});

it("takes an event that throws for told", async () => {
  const error = vi.fn();
  const { events } = resolve({
    logger: { error },
    events: {
      signIn: () => {
        throw new Error("the mail server is down");
      },
    },
  });
  await events.signIn?.({ user: {} });
  expect(error).toHaveBeenCalledWith(expect.objectContaining({ type: "EventError" }));
});
