import type { Scenario } from "../harness/scenario.js";
import { credentials, csrfCookie, due, post, signedIn, standard } from "./kit.js";

const login = { username: "alice", password: "wonderland" };
const config: Scenario["config"] = standard(({ library }) => ({
  raw: library.raw,
  skipCSRFCheck: library.skipCSRFCheck,
}));

/** `raw`: the answer as data, as next-auth's own Server Actions take it. */
export const raw: Scenario[] = [
  {
    name: "raw: sign-in",
    config,
    steps: [{ path: "/callback/credentials", form: { ...login, callbackUrl: "/me" } }],
  },
  {
    name: "raw: a wrong password throws",
    throws: true,
    config,
    steps: [{ path: "/callback/credentials", form: { username: "x" } }],
  },
  {
    name: "raw: a wrong password with the header does not throw",
    differs: ["D21"],
    config,
    steps: [
      { path: "/callback/credentials", form: {}, headers: { "X-Auth-Return-Redirect": "1" } },
    ],
  },
  {
    name: "raw: sign-out",
    config,
    steps: [signedIn({ path: "/signout", form: { callbackUrl: "/bye" } })],
  },
  {
    name: "raw: session",
    config,
    steps: [signedIn({ path: "/session" }, undefined, { age: due })],
  },
  {
    name: "raw: update",
    config,
    steps: [signedIn({ path: "/session", json: { data: { a: 1 } } }, undefined, { age: due })],
  },
  {
    name: "raw: begin of OAuth",
    config,
    steps: [{ path: "/signin/acme", form: { callbackUrl: "/me" } }],
    differs: ["D2"],
  },
  {
    name: "raw: an unknown provider throws what it threw",
    differs: ["D21"],
    config,
    steps: [{ path: "/signin/nobody", form: {} }],
  },
  {
    name: "raw: GET of a provider's sign-in throws",
    throws: true,
    config,
    steps: [{ path: "/signin/acme" }],
  },
  { name: "raw: a page", config, steps: [{ path: "/signout" }] },
  {
    name: "raw: a wrong configuration is a Response",
    differs: ["D21"],
    config: standard(({ library }) => ({ raw: library.raw, secret: undefined })),
    steps: [{ path: "/session" }],
  },
  {
    name: "raw: a path that is none is a Response",
    differs: ["D21"],
    config,
    steps: [{ path: "/nonsense" }],
  },
  {
    name: "raw: authorize throws",
    throws: true,
    config: standard((kit) => ({
      raw: kit.library.raw,
      skipCSRFCheck: kit.library.skipCSRFCheck,
      providers: [
        credentials(kit, {
          authorize: () => {
            throw new Error("down");
          },
        }),
      ],
    })),
    steps: [{ path: "/callback/credentials", form: {} }],
  },
  {
    name: "raw: access denied throws",
    throws: true,
    config: standard(({ library }) => ({
      raw: library.raw,
      skipCSRFCheck: library.skipCSRFCheck,
      callbacks: { signIn: () => false },
    })),
    steps: [{ path: "/callback/credentials", form: login }],
  },
  {
    name: "raw is not turned on by another value",
    config: standard({ raw: true }),
    steps: [{ path: "/session", cookies: csrfCookie }, post("/signout")],
  },
];
