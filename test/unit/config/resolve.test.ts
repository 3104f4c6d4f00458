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
    [
      "a cookie name that is none",
      { cookies: { state: { name: "a b" } } },
      /cookies.state cannot be written into a header/,
    ],
    [
      "__Host- without Secure",
      { cookies: { csrfToken: { options: { secure: false } } } },
      /browsers take from https only/,
    ],
    [
      "two cookies of one name",
      { cookies: { state: { name: "x" }, nonce: { name: "x" } } },
      /cookies.nonce has the name of another one/,
    ],
    [
      "half a second",
      { cookies: { state: { options: { maxAge: 1.5 } } } },
      /cookies.state cannot be written/,
    ],
    ["an origin that is none", { trustedOrigins: ["app.test"] }, /trustedOrigins has "app.test"/],
    ["an id that is a path", { providers: [GitHub({ id: ".." })] }, /cannot stand in a URL/],
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
      /cookies.state cannot be written into a header/,
    ],
  ];
  it.each(mistakes)("%s", (_name, config, says) => {
    expect(() => resolve(config)).toThrow(InvalidConfig);
    expect(() => resolve(config)).toThrow(says);
  });
});

it("takes trusted origins however they are written, and ids with a colon", () => {
  const config = resolve({
    trustedOrigins: ["https://partner.test/"],
    providers: [GitHub({ id: "saml:corp" })],
  });
  expect([...config.trustedOrigins]).toEqual(["https://partner.test"]);
});

it("finds an AUTH_URL that is none", () => {
  const config = { providers: [], secret: "s" };
  expect(resolveConfig(config, { AUTH_URL: "app.test" }).problem?.type).toBe("InvalidConfig");
  expect(resolveConfig(config, { AUTH_URL: "https://app.test/x" })).toMatchObject({
    problem: null,
    origin: "https://app.test",
  });
});

it("takes no slash at the end of the base path", () => {
  expect(resolve({ basePath: "/api/auth/" }).basePath).toBe("/api/auth");
  expect(resolve({ basePath: "/" }).basePath).toBe("");
});

it("survives a logger that fails", () => {
  const complaint = vi.spyOn(console, "error").mockImplementation(() => {});
  const error = () => {
    throw new Error("the log is full");
  };
  resolve({ logger: { error } }).logger.error(new Error("x"));
  expect(complaint).toHaveBeenCalled();
  complaint.mockRestore();
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
