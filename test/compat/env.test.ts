import { beforeAll, describe, expect, test, vi } from "vitest";
import { type Config, type Library, loadOurs, loadPublished } from "./harness/library.js";
import { basePath, secret } from "./harness/world.js";
import { acme } from "./scenarios/kit.js";

type Env = Record<string, string>;

let published: Library;
let ours: Library;
beforeAll(async () => {
  [published, ours] = await Promise.all([loadPublished(), loadOurs()]);
});

/** What `setEnvDefaults` makes of a configuration, and what it warns of. */
function defaultsOf(library: Library, env: Env, config: Config) {
  const warn = vi.fn();
  const filled: Config = { providers: [acme()], logger: { warn }, ...config };
  library.setEnvDefaults(env, filled);
  const { secret: secrets, basePath: path, trustHost, redirectProxyUrl, providers } = filled;
  const first = (providers as Config[])[0] ?? {};
  const { clientId, clientSecret, issuer } = first;
  return {
    secrets: [secrets].flat().filter(Boolean),
    path,
    trustHost,
    redirectProxyUrl,
    provider: { clientId, clientSecret, issuer },
    warnings: warn.mock.calls,
  };
}

const bare = { providers: [acme({ clientId: undefined, clientSecret: undefined })] };

const cases: Record<string, readonly [Env, Config]> = {
  "an empty environment": [{}, {}],
  production: [{ NODE_ENV: "production" }, {}],
  AUTH_SECRET: [{ AUTH_SECRET: "a" }, {}],
  "AUTH_SECRET_1..3": [
    { AUTH_SECRET: "a", AUTH_SECRET_1: "b", AUTH_SECRET_2: "c", AUTH_SECRET_3: "d" },
    {},
  ],
  "the config's secret": [{ AUTH_SECRET: "a" }, { secret: "mine" }],
  "the config's secrets": [{ AUTH_SECRET: "a" }, { secret: ["x", "y"] }],
  "AUTH_URL with a path": [{ AUTH_URL: "https://x.test/some/path" }, {}],
  "AUTH_URL without a path": [{ AUTH_URL: "https://x.test" }, {}],
  "AUTH_URL that is none": [{ AUTH_URL: "nonsense" }, {}],
  "AUTH_URL and a basePath": [{ AUTH_URL: "https://x.test/a" }, { basePath: "/b" }],
  "a basePath": [{}, { basePath: "/b" }],
  AUTH_TRUST_HOST: [{ AUTH_TRUST_HOST: "true", NODE_ENV: "production" }, {}],
  VERCEL: [{ VERCEL: "1", NODE_ENV: "production" }, {}],
  CF_PAGES: [{ CF_PAGES: "1", NODE_ENV: "production" }, {}],
  "trustHost false": [{ VERCEL: "1" }, { trustHost: false }],
  AUTH_REDIRECT_PROXY_URL: [{ AUTH_REDIRECT_PROXY_URL: "https://p.test/auth" }, {}],
  "the config's redirectProxyUrl": [
    { AUTH_REDIRECT_PROXY_URL: "https://p.test" },
    { redirectProxyUrl: "https://q.test" },
  ],
  "a provider's variables": [
    { AUTH_ACME_ID: "i", AUTH_ACME_SECRET: "s", AUTH_ACME_ISSUER: "https://i.test" },
    bare,
  ],
  "a provider's options": [{ AUTH_ACME_ID: "i", AUTH_ACME_SECRET: "s" }, {}],
};

describe("setEnvDefaults beside the published one", () => {
  for (const [name, [env, config]] of Object.entries(cases))
    test(name, () => {
      const [theirs, mine] = [published, ours].map((library) =>
        defaultsOf(library, env, structuredCloneOf(config)),
      );
      expect(mine).toEqual(theirs);
    });
  test("D9 AUTH_TRUST_HOST=false means no", () => {
    for (const no of ["false", "0", "no", "off", ""]) {
      const env = { AUTH_TRUST_HOST: no, NODE_ENV: "production" };
      expect(defaultsOf(ours, env, {}).trustHost).toBe(false);
    }
    expect(defaultsOf(published, { AUTH_TRUST_HOST: "false" }, {}).trustHost).toBe(true);
  });
});

/** Functions stay, the objects are new: the published one writes into them. */
function structuredCloneOf(config: Config): Config {
  const { providers, ...rest } = config;
  return {
    ...rest,
    ...(providers ? { providers: (providers as Config[]).map((one) => ({ ...one })) } : {}),
  };
}

const hosts: Record<string, readonly [Env, Record<string, string>, Config]> = {
  AUTH_URL: [{ AUTH_URL: "https://x.test" }, { host: "y.test" }, { basePath }],
  "AUTH_URL with the base path": [{ AUTH_URL: "https://x.test/api/auth" }, {}, { basePath }],
  "AUTH_URL with another path": [{ AUTH_URL: "https://x.test/other" }, {}, { basePath }],
  "AUTH_URL with a path and no base path": [{ AUTH_URL: "https://x.test/a" }, {}, {}],
  NEXTAUTH_URL: [{ NEXTAUTH_URL: "http://x.test:3000" }, { host: "y.test" }, { basePath }],
  Host: [{}, { host: "y.test" }, { basePath }],
  "X-Forwarded-Host": [{}, { host: "y.test", "x-forwarded-host": "z.test:81" }, { basePath }],
  "X-Forwarded-Proto": [{}, { host: "y.test", "x-forwarded-proto": "http" }, { basePath }],
  "X-Forwarded-Proto with a colon": [
    {},
    { host: "y.test", "x-forwarded-proto": "https:" },
    { basePath },
  ],
  "base path /": [{}, { host: "y.test" }, { basePath: "/" }],
  "base path without a slash": [{}, { host: "y.test" }, { basePath: "auth" }],
  "base path with two": [{}, { host: "y.test" }, { basePath: "/a/b/" }],
};

describe("createActionURL beside the published one", () => {
  for (const [name, [env, headers, config]] of Object.entries(hosts))
    for (const protocol of ["http", "https:"])
      test(`${name}, ${protocol}`, () => {
        const [theirs, mine] = [published, ours].map((library) => {
          const warn = vi.fn();
          const logger = { warn };
          const url = library.createActionURL("signin", protocol, new Headers(headers), env, {
            ...config,
            logger,
          });
          return [url.href, warn.mock.calls];
        });
        expect(mine).toEqual(theirs);
      });
});

describe("D14 your own objects stay as they are", () => {
  const config = (): Config => ({ secret, trustHost: true, providers: [() => acme()] });
  const frozen = () =>
    Object.freeze({ ...config(), providers: Object.freeze([Object.freeze(acme())]) }) as Config;

  test("Auth()", async () => {
    const given = config();
    const before = { ...given };
    await ours.Auth(new Request("https://app.test/auth/csrf"), given);
    expect(given).toEqual(before);
    const theirs = config();
    await published.Auth(new Request("https://app.test/auth/csrf"), theirs);
    expect(Object.keys(theirs)).toContain("logger");
  });
  test("NextAuth(), even with frozen ones", async () => {
    expect(() => ours.NextAuth(frozen())).not.toThrow();
    expect(() => published.NextAuth(frozen())).toThrow(TypeError);
  });
});
