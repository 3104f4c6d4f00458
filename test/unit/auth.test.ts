import { describe, expect, it, vi } from "vitest";
import { Auth, createAuth } from "../../src/core.js";
import Credentials from "../../src/providers/credentials.js";
import type { AuthConfig } from "../../src/types/index.js";

const quiet = { error() {}, warn() {}, debug() {} };
const credentials = Credentials({
  credentials: { password: {} },
  authorize: ({ password }) => (password === "right" ? { id: "7", name: "Ada" } : null),
});
const config: AuthConfig = {
  providers: [credentials],
  secret: "a secret of some length",
  trustHost: true,
  logger: quiet,
};
const onServer = { view: "server", writable: false } as const;

function cookiesOf(...responses: Response[]): string {
  const lines = responses.flatMap((response) => response.headers.getSetCookie());
  return lines.map((line) => line.split(";", 1)[0]).join("; ");
}

/** Signs in over `handle`, and gives the Cookie header of the browser. */
async function signIn(auth: ReturnType<typeof createAuth>, origin: string): Promise<string> {
  const csrf = await auth.handle(new Request(`${origin}/auth/csrf`));
  const { csrfToken } = await csrf.clone().json();
  const response = await auth.handle(
    new Request(`${origin}/auth/callback/credentials`, {
      method: "POST",
      headers: { cookie: cookiesOf(csrf) },
      body: new URLSearchParams({ csrfToken, password: "right" }),
    }),
  );
  return cookiesOf(csrf, response);
}

describe("what handle sets, read finds", () => {
  it.each([
    ["http://app.test", {}],
    ["https://app.test", {}],
    ["http://inner:3000", { AUTH_URL: "https://app.test" }],
    ["http://inner:3000", { AUTH_URL: "https://app.test/auth" }],
  ])("at %s with %j", async (origin, env) => {
    const auth = createAuth(config, env);
    const cookie = await signIn(auth, origin);
    expect(cookie.includes("__Secure-")).toBe(origin.startsWith("https:") || "AUTH_URL" in env);
    const request = new Request(`${origin}/page`, { headers: { cookie } });
    expect((await auth.read(request, onServer)).session?.user?.name).toBe("Ada");
  });

  it.each(["https", "https, http", "HTTPS", "https:"])(
    "behind a proxy that says %j",
    async (proto) => {
      const auth = createAuth(config, {});
      const cookie = await signIn(auth, "https://app.test");
      const headers = new Headers({ cookie, "x-forwarded-proto": proto });
      expect((await auth.read({ headers }, onServer)).session?.user?.name).toBe("Ada");
    },
  );

  it("and a cookie of http is nothing on https", async () => {
    const auth = createAuth(config, {});
    const cookie = await signIn(auth, "http://app.test");
    for (const proto of ["https", "https, http", "nonsense"]) {
      const headers = new Headers({ cookie, "x-forwarded-proto": proto });
      expect((await auth.read({ headers }, onServer)).session).toBeNull();
    }
  });
});

describe("handle never throws", () => {
  it("for a page whose path no header can carry", async () => {
    const response = await Auth(new Request("https://app.test/auth/error?error=AccessDenied"), {
      ...config,
      pages: { error: "/ошибка" },
    });
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toMatch(/^\/%D0%BE.*\?error=AccessDenied$/);
  });

  it("for a callbackUrl that no header can carry: a sign-out is one all the same", async () => {
    const auth = createAuth(config, {});
    const cookie = await signIn(auth, "https://app.test");
    const page = await auth.handle(
      new Request("https://app.test/auth/signout?callbackUrl=/日本", { headers: { cookie } }),
    );
    const planted = `${cookie}; ${cookiesOf(page)}`;
    const [, csrfToken = ""] = /csrf-token=([0-9a-f]+)/.exec(planted) ?? [];
    const response = await auth.handle(
      new Request("https://app.test/auth/signout", {
        method: "POST",
        headers: { cookie: planted },
        body: new URLSearchParams({ csrfToken }),
      }),
    );
    expect(response.headers.get("location")).toBe("https://app.test/%E6%97%A5%E6%9C%AC");
    expect(response.headers.getSetCookie().join()).toContain("session-token=; Max-Age=0");
  });

  it("for a logger that does", async () => {
    const complaint = vi.spyOn(console, "error").mockImplementation(() => {});
    const error = () => {
      throw new Error("the log is full");
    };
    const request = new Request("https://app.test/auth/nowhere");
    const response = await Auth(request, { ...config, logger: { ...quiet, error } });
    expect(response.status).toBe(400);
    complaint.mockRestore();
  });
});

it("authorize may return an object whose members are no own ones", async () => {
  class Person {
    get id() {
      return "7";
    }
    get name() {
      return "Ada";
    }
  }
  const provider = Credentials({ authorize: () => new Person() });
  const auth = createAuth({ ...config, providers: [provider] }, {});
  const cookie = await signIn(auth, "https://app.test");
  const { session } = await auth.read(
    new Request("https://app.test/", { headers: { cookie } }),
    onServer,
  );
  expect(session?.user?.name).toBe("Ada");
});
