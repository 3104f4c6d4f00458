/** Each provider object beside the published one of the same options: an app that spreads or inspects it sees the same. */
import PublishedApple from "@auth/core/providers/apple";
import PublishedAuth0 from "@auth/core/providers/auth0";
import PublishedCredentials from "@auth/core/providers/credentials";
import PublishedDiscord from "@auth/core/providers/discord";
import PublishedGitHub from "@auth/core/providers/github";
import PublishedGitLab from "@auth/core/providers/gitlab";
import PublishedGoogle from "@auth/core/providers/google";
import PublishedKeycloak from "@auth/core/providers/keycloak";
import PublishedEntraID from "@auth/core/providers/microsoft-entra-id";
import PublishedOkta from "@auth/core/providers/okta";
import { afterEach, describe, expect, test, vi } from "vitest";
import Apple from "../../../src/providers/apple.js";
import Auth0 from "../../../src/providers/auth0.js";
import Credentials from "../../../src/providers/credentials.js";
import Discord from "../../../src/providers/discord.js";
import GitHub from "../../../src/providers/github.js";
import GitLab from "../../../src/providers/gitlab.js";
import Google from "../../../src/providers/google.js";
import Keycloak from "../../../src/providers/keycloak.js";
import MicrosoftEntraID from "../../../src/providers/microsoft-entra-id.js";
import Okta from "../../../src/providers/okta.js";

// biome-ignore lint/suspicious/noExplicitAny: providers of two packages, whose types are tested elsewhere.
type Make = (options: any) => any;

const avatar = "0123456789abcdef";
const claims = { sub: "s", name: "N", email: "E@x.test", picture: "https://x.test/p" };

/** The two functions, options to call them with, and profiles for `profile()`. */
const table: Record<string, readonly [Make, Make, object[], object[]]> = {
  apple: [
    PublishedApple,
    Apple,
    [{ clientId: "a" }],
    [claims, { ...claims, user: { name: { firstName: "A", lastName: "B" } } }],
  ],
  auth0: [PublishedAuth0, Auth0, [{ issuer: "https://x.test" }], []],
  discord: [
    PublishedDiscord,
    Discord,
    [{ clientId: "a" }],
    [
      {
        id: "80351110224678912",
        username: "u",
        discriminator: "1337",
        global_name: null,
        avatar: null,
        email: null,
      },
      {
        id: "80351110224678912",
        username: "u",
        discriminator: "0",
        global_name: "G",
        avatar: null,
        email: "e",
      },
      {
        id: "80351110224678912",
        username: "u",
        discriminator: "0",
        global_name: "G",
        avatar,
        email: "e",
      },
      {
        id: "80351110224678912",
        username: "u",
        discriminator: "0",
        global_name: "G",
        avatar: `a_${avatar}`,
        email: "e",
      },
    ],
  ],
  github: [
    PublishedGitHub,
    GitHub,
    [{ clientId: "a" }, { enterprise: { baseUrl: "https://git.test" } }],
    [
      { id: 1, login: "l", name: null, email: null, avatar_url: "u" },
      { id: 1, login: "l", name: "n", email: "e", avatar_url: "u" },
    ],
  ],
  gitlab: [
    PublishedGitLab,
    GitLab,
    [{ clientId: "a" }, { baseUrl: "https://git.test" }, { baseUrl: new URL("https://git.test/") }],
    [
      { id: 1, username: "l", name: null, email: "e", avatar_url: "u" },
      { sub: 2, id: 1, username: "l", name: "n", email: "e", avatar_url: "u" },
    ],
  ],
  google: [
    PublishedGoogle,
    Google,
    [{ clientId: "a", allowDangerousEmailAccountLinking: true }],
    [],
  ],
  keycloak: [PublishedKeycloak, Keycloak, [{ issuer: "https://x.test" }], []],
  "microsoft-entra-id": [
    PublishedEntraID,
    MicrosoftEntraID,
    [
      { clientId: "a" },
      { issuer: "https://login.microsoftonline.com/t/v2.0", profilePhotoSize: 64 },
    ],
    [claims],
  ],
  okta: [PublishedOkta, Okta, [{ issuer: "https://x.test" }], []],
  credentials: [
    PublishedCredentials,
    Credentials,
    [{ name: "Password", credentials: { a: { label: "A" } } }],
    [],
  ],
};

afterEach(() => vi.unstubAllGlobals());

/** The own members with names; functions only by their being there. */
const shape = (provider: object): unknown =>
  JSON.parse(
    JSON.stringify(provider, (_, value) => (typeof value === "function" ? "function" : value)),
  );

for (const [id, [published, ours, options, profiles]] of Object.entries(table))
  describe(id, () => {
    for (const given of options)
      test(`looks the same, given ${JSON.stringify(given)}`, () => {
        expect(shape(ours({ ...given }))).toEqual(shape(published({ ...given })));
      });

    test("leaves the options as they were", () => {
      const given = Object.freeze({ ...options[0] });
      expect(() => ours(given)).not.toThrow();
    });

    if (profiles.length > 0)
      test("makes the same user", async () => {
        const photo = () => Promise.resolve(new Response(new Uint8Array([1, 2, 3])));
        vi.stubGlobal("fetch", photo);
        for (const profile of profiles) {
          const tokens = { access_token: "t" };
          const [theirs, mine] = [{ ...profile }, { ...profile }];
          const expected = await published({ ...options[0] }).profile(theirs, tokens);
          expect(await ours({ ...options[0] }).profile(mine, tokens)).toEqual(expected);
          // What profile() adds to the profile counts: callbacks read it.
          expect(mine).toEqual(theirs);
        }
      });
  });

test("Entra ID without a photo has no image", async () => {
  for (const fetcher of [
    async () => new Response(null, { status: 404 }),
    async () => {
      throw new TypeError("fetch failed");
    },
    async () => new Response(new Uint8Array(40_000)),
  ]) {
    vi.stubGlobal("fetch", fetcher);
    const user = await MicrosoftEntraID({}).profile?.({ sub: "s" } as never, {});
    expect(user?.image).toBeNull();
  }
});

test("Entra ID takes the issuer from the environment", () => {
  vi.stubEnv("AUTH_MICROSOFT_ENTRA_ID_ISSUER", "https://login.microsoftonline.com/env/v2.0");
  expect(MicrosoftEntraID({}).options?.issuer).toBe("https://login.microsoftonline.com/env/v2.0");
  vi.unstubAllEnvs();
});

test("a GitLab below a path keeps the path", () => {
  const { token } = GitLab({ baseUrl: "https://x.test/gitlab" });
  expect(token).toBe("https://x.test/gitlab/oauth/token");
});
