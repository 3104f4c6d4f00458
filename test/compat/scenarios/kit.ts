import { encode } from "@auth/core/jwt";
import { vi } from "vitest";
import type { Config } from "../harness/library.js";
import type { Kit, RequestSpec, Scenario, Step } from "../harness/scenario.js";
import { basePath, hashCsrf, secret } from "../harness/world.js";

type ConfigOf = NonNullable<Scenario["config"]>;
type Functions = Record<string, (params: never) => unknown>;

interface CredentialsOptions {
  authorize?: (credentials: Record<string, unknown>, request: Request) => unknown;
  [option: string]: unknown;
}

/** A credentials provider that knows alice and her password; what `authorize` is given is written down. */
export function credentials({ recorder }: Kit, options: CredentialsOptions = {}): Config {
  const authorize =
    options.authorize ??
    ((input: Record<string, unknown>) =>
      input.username === "alice" && input.password === "wonderland"
        ? { id: "1", name: "Alice", email: "alice@app.test", image: "https://app.test/a.png" }
        : null);
  const recorded = recorder.wrap("provider", {
    authorize: (async (input: never) => input) as (params: never) => unknown,
  });
  return {
    id: "credentials",
    name: "Credentials",
    type: "credentials",
    credentials: { username: { label: "Name" }, password: { label: "Password", type: "password" } },
    ...options,
    authorize: async (input: Record<string, unknown>, request: Request) => {
      await recorded.authorize({
        credentials: input,
        method: request.method,
        // Auth.js leaves the question mark of an empty query.
        url: request.url.replace(/\?$/, ""),
        isRequest: request instanceof Request,
        marker: request.headers.get("x-marker"),
      } as never);
      return authorize(input, request);
    },
  };
}

/** An OAuth 2 provider whose endpoints are never asked. */
export function acme(overrides: Config = {}): Config {
  return {
    id: "acme",
    name: "Acme",
    type: "oauth",
    clientId: "acme-client",
    clientSecret: "acme-secret",
    authorization: "https://acme.test/authorize?scope=profile",
    token: "https://acme.test/token",
    userinfo: "https://acme.test/userinfo",
    profile: (profile: { id: string; name: string }) => profile,
    ...overrides,
  };
}

/** Callbacks that do what the defaults do, as an app would write them. */
export const plainCallbacks: Functions = {
  signIn: () => true,
  redirect: ({ url, baseUrl }: { url: string; baseUrl: string }) => {
    if (url.startsWith("/")) return `${baseUrl}${url}`;
    return URL.canParse(url) && new URL(url).origin === baseUrl ? url : baseUrl;
  },
  session: ({ session }: { session: unknown }) => session,
  jwt: ({ token }: { token: unknown }) => token,
};

const events: Functions = {
  signIn: () => {},
  signOut: () => {},
  createUser: () => {},
  updateUser: () => {},
  linkAccount: () => {},
  session: () => {},
};

interface Overrides extends Omit<Partial<Config>, "callbacks" | "events"> {
  callbacks?: Functions;
  events?: Functions;
}

/** The configuration of most scenarios, with what a scenario changes of it. */
export function standard(change: Overrides | ((kit: Kit) => Overrides) = {}): ConfigOf {
  return (kit) => {
    const {
      callbacks = {},
      events: ownEvents = events,
      ...rest
    } = typeof change === "function" ? change(kit) : change;
    return {
      secret,
      trustHost: true,
      basePath,
      providers: [credentials(kit), acme()],
      logger: kit.recorder.logger,
      callbacks: kit.recorder.wrap("callbacks", callbacks),
      events: kit.recorder.wrap("events", ownEvents),
      ...rest,
    };
  };
}

export const secure = {
  session: "__Secure-authjs.session-token",
  callbackUrl: "__Secure-authjs.callback-url",
  csrf: "__Host-authjs.csrf-token",
  pkce: "__Secure-authjs.pkce.code_verifier",
  state: "__Secure-authjs.state",
  nonce: "__Secure-authjs.nonce",
} as const;

export const plain = {
  session: "authjs.session-token",
  callbackUrl: "authjs.callback-url",
  csrf: "authjs.csrf-token",
  pkce: "authjs.pkce.code_verifier",
  state: "authjs.state",
  nonce: "authjs.nonce",
} as const;

export const csrfToken: string = "c5".repeat(32);

/** The value of a CSRF cookie, bound to the secret. */
export function csrfValue(under: string = secret, token: string = csrfToken): string {
  return `${token}|${hashCsrf(token, under)}`;
}

export const csrfCookie: Record<string, string> = { [secure.csrf]: csrfValue() };

/** A POST with a valid token. */
export function post(
  path: string,
  form: Record<string, string> = {},
  more: Partial<RequestSpec> = {},
): RequestSpec {
  return {
    path,
    ...more,
    form: { csrfToken, ...form },
    cookies: { ...csrfCookie, ...more.cookies },
  };
}

export const alice = {
  name: "Alice",
  email: "alice@app.test",
  picture: "https://app.test/a.png",
  sub: "1",
};

interface Minting {
  under?: string;
  /** The cookie's name. */
  as?: string;
  maxAge?: number;
  /** How many seconds ago. */
  age?: number;
}

/** A session token as Auth.js issues it. */
export async function mint(
  claims: Record<string, unknown> = alice,
  { under = secret, as = secure.session, maxAge = 2_592_000, age = 0 }: Minting = {},
): Promise<string> {
  const now = Date.now();
  vi.setSystemTime(now - age * 1000);
  try {
    return await encode({ token: { ...claims }, secret: under, salt: as, maxAge });
  } finally {
    vi.setSystemTime(now);
  }
}

/** A request that carries a session. */
export function signedIn(
  request: RequestSpec,
  claims: Record<string, unknown> = alice,
  minting: Minting = {},
): Step {
  const name = minting.as ?? secure.session;
  return async () => ({
    ...request,
    cookies: { ...request.cookies, ...chunked(name, await mint(claims, minting)) },
  });
}

/** A value as Auth.js cuts it. */
export function chunked(name: string, value: string): Record<string, string> {
  if (value.length <= 3936) return { [name]: value };
  const parts = value.match(/.{1,3936}/gs) ?? [];
  return Object.fromEntries(parts.map((part, index) => [`${name}.${index}`, part]));
}

/** Old enough to be renewed by either implementation. */
export const due = 3 * 86_400;
