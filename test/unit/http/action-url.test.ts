import * as published from "@auth/core";
import { describe, expect, it } from "vitest";
import type { Env } from "../../../src/config/env.js";
import { createActionURL } from "../../../src/http/action-url.js";

const quiet = { logger: { warn() {}, error() {}, debug() {} } };
type Case = [
  headers: Record<string, string>,
  protocol: string | undefined,
  env: Env,
  basePath: string | undefined,
];

/** Each with what the published function makes of it. */
const cases: Case[] = [
  [{ host: "app.test" }, "http", {}, "/auth"],
  [{ host: "app.test" }, undefined, {}, "/auth"],
  [{ host: "app.test" }, "https:", {}, "/api/auth/"],
  [{ host: "app.test", "x-forwarded-proto": "http" }, "https", {}, "/auth"],
  [
    { host: "inner:3000", "x-forwarded-host": "outer.test", "x-forwarded-proto": "https" },
    undefined,
    {},
    "/auth",
  ],
  [{ host: "app.test" }, "http", { AUTH_URL: "https://real.test" }, "/auth"],
  [{ host: "app.test" }, "http", { AUTH_URL: "https://real.test/" }, "/auth"],
  [{ host: "app.test" }, "http", { AUTH_URL: "https://real.test/auth" }, "/auth"],
  [{ host: "app.test" }, "http", { AUTH_URL: "https://real.test/other" }, "/auth"],
  [{ host: "app.test" }, "http", { NEXTAUTH_URL: "https://real.test/api/auth" }, "/api/auth"],
  [{ host: "app.test" }, "http", { AUTH_URL: "https://real.test/base" }, undefined],
  [{ host: "app.test" }, "http", {}, undefined],
  [{ host: "app.test" }, "http", {}, "/"],
];

describe("createActionURL", () => {
  it.each(cases)("%j %s %j %s", (headers, protocol, env, basePath) => {
    const config = { ...quiet, ...(basePath !== undefined && { basePath }) };
    const ours = createActionURL("signin", protocol, new Headers(headers), env, config);
    const theirs = published.createActionURL(
      "signin",
      protocol as string,
      new Headers(headers),
      env,
      config as never,
    );
    expect(ours.href).toBe(theirs.href);
  });

  it("takes no scheme but http and https, and one host of a list", () => {
    const url = (headers: Record<string, string>) =>
      createActionURL("session", undefined, new Headers(headers), {}, { basePath: "/auth" }).href;
    expect(url({ host: "app.test", "x-forwarded-proto": "javascript" })).toBe(
      "https://app.test/auth/session",
    );
    expect(url({ host: "a.test", "x-forwarded-proto": "https,http" })).toBe(
      "https://a.test/auth/session",
    );
    expect(url({ host: "a.test", "x-forwarded-host": "b.test, c.test" })).toBe(
      "https://b.test/auth/session",
    );
  });

  it("warns of an AUTH_URL whose path is not the base path", () => {
    const warnings: string[] = [];
    const logger = { ...quiet.logger, warn: (code: string) => void warnings.push(code) };
    createActionURL(
      "session",
      undefined,
      new Headers({ host: "a.test" }),
      { AUTH_URL: "https://a.test/x" },
      { basePath: "/auth", logger },
    );
    expect(warnings).toEqual(["env-url-basepath-mismatch"]);
  });
});
