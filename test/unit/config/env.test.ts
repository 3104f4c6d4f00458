import * as published from "@auth/core";
import PublishedGitHub from "@auth/core/providers/github";
import { describe, expect, it } from "vitest";
import { type Env, setEnvDefaults, withEnv } from "../../../src/config/env.js";
import GitHub from "../../../src/providers/github.js";
import type { AuthConfig } from "../../../src/types/index.js";

const config = (more: Partial<AuthConfig> = {}): AuthConfig => ({ providers: [], ...more });

describe("withEnv", () => {
  it("leaves the app's objects alone", () => {
    const provider = Object.freeze(GitHub({}));
    const given = Object.freeze(config({ providers: Object.freeze([provider, GitHub]) as never }));
    const filled = withEnv(
      given,
      { AUTH_SECRET: "s", AUTH_GITHUB_ID: "id", AUTH_GITHUB_SECRET: "secret" },
      "/auth",
    );
    expect(filled.providers).toMatchObject([
      { clientId: "id", clientSecret: "secret" },
      { options: { clientId: "id" } },
    ]);
    expect(provider).not.toHaveProperty("clientId");
  });

  it.each<[Env, string | string[]]>([
    [{ AUTH_SECRET: "a" }, "a"],
    [{ NEXTAUTH_SECRET: "n" }, "n"],
    [{ AUTH_SECRET: "a", NEXTAUTH_SECRET: "n" }, "a"],
    [
      { AUTH_SECRET: "a", AUTH_SECRET_1: "b", AUTH_SECRET_2: "c", AUTH_SECRET_3: "d" },
      ["d", "c", "b", "a"],
    ],
    [{ AUTH_SECRET_2: "c" }, "c"],
    [{}, []],
  ])("takes the secrets of %j, newest first", (env, secret) => {
    expect(withEnv(config(), env, "/api/auth").secret).toEqual(secret);
    expect(withEnv(config({ secret: "own" }), env, "/api/auth").secret).toBe("own");
  });

  it.each<[Env, boolean]>([
    [{ NODE_ENV: "production" }, false],
    [{ NODE_ENV: "development" }, true],
    [{ NODE_ENV: "production", AUTH_URL: "https://app.test" }, true],
    [{ NODE_ENV: "production", VERCEL: "1" }, true],
    [{ NODE_ENV: "production", CF_PAGES: "1" }, true],
    [{ NODE_ENV: "production", AUTH_TRUST_HOST: "true" }, true],
    [{ NODE_ENV: "production", AUTH_TRUST_HOST: "1" }, true],
    [{ NODE_ENV: "production", AUTH_TRUST_HOST: "false" }, false],
    [{ NODE_ENV: "production", AUTH_TRUST_HOST: "FALSE" }, false],
    [{ NODE_ENV: "production", AUTH_TRUST_HOST: "0" }, false],
    [{ NODE_ENV: "development", AUTH_TRUST_HOST: "false" }, false],
  ])("trusts the host by %j: %s", (env, trusted) => {
    expect(withEnv(config(), env, "/auth").trustHost).toBe(trusted);
    expect(withEnv(config({ trustHost: !trusted }), env, "/auth").trustHost).toBe(!trusted);
  });

  it.each<[Env, string | undefined, string]>([
    [{}, undefined, "/api/auth"],
    [{ AUTH_URL: "https://app.test" }, undefined, "/api/auth"],
    [{ AUTH_URL: "https://app.test/base/auth" }, undefined, "/base/auth"],
    [{ NEXTAUTH_URL: "https://app.test/base/auth" }, undefined, "/base/auth"],
    [{ AUTH_URL: "https://app.test/base/auth" }, "/own", "/own"],
    [{ AUTH_URL: "not a url" }, undefined, "/api/auth"],
  ])("finds the base path in %j with %j: %s", (env, basePath, found) => {
    expect(withEnv(config(basePath ? { basePath } : {}), env, "/api/auth").basePath).toBe(found);
  });
});

describe("setEnvDefaults", () => {
  const envs: Env[] = [
    {},
    { AUTH_SECRET: "a" },
    { AUTH_SECRET: "a", AUTH_SECRET_1: "b" },
    { AUTH_URL: "https://app.test/base" },
    { AUTH_URL: "nonsense" },
    {
      AUTH_GITHUB_ID: "id",
      AUTH_GITHUB_SECRET: "secret",
      AUTH_GITHUB_ISSUER: "https://issuer.test",
    },
    { AUTH_REDIRECT_PROXY_URL: "https://proxy.test/auth", NODE_ENV: "production" },
  ];
  it.each(envs)("fills the object in place, as the published one does: %j", (env) => {
    const ours = config({ providers: [GitHub] });
    const theirs = { providers: [PublishedGitHub] } as never as AuthConfig;
    setEnvDefaults(env, ours);
    published.setEnvDefaults(env as never, theirs as never);
    for (const key of ["basePath", "redirectProxyUrl", "trustHost"] as const)
      expect(ours[key]).toEqual(theirs[key]);
    expect([ours.secret].flat()).toEqual(theirs.secret);
    const { clientId, clientSecret } = ours.providers[0] as {
      clientId?: string;
      clientSecret?: string;
    };
    expect({ clientId, clientSecret }).toEqual({
      clientId: env.AUTH_GITHUB_ID,
      clientSecret: env.AUTH_GITHUB_SECRET,
    });
  });
});
