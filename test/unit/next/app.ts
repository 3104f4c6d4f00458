/** An app for the tests of the binding: credentials, and sessions that are due for renewal when a test says so. */
import { vi } from "vitest";
import NextAuth, { type NextAuthConfig, type NextAuthResult } from "../../../src/index.js";
import credentials from "../../../src/providers/credentials.js";

const secret = "a secret of the unit tests, thirty-two bytes and more";
export const origin = "https://app.example";
export const cookieName = "__Secure-authjs.session-token";

export function configOf(more: Partial<NextAuthConfig> = {}): NextAuthConfig {
  return {
    secret,
    trustHost: true,
    logger: { error: vi.fn(), warn: vi.fn(), debug: vi.fn() },
    providers: [
      credentials({
        credentials: { name: {} },
        authorize: ({ name }) => (name ? { id: "1", name: String(name) } : null),
      }),
    ],
    ...more,
  };
}

/** Signs in through the routes, and gives the `Cookie` header that a browser would send from then on. */
export async function signedIn({ handlers }: NextAuthResult, name = "Ada"): Promise<string> {
  const first = await handlers.GET(new Request(`${origin}/api/auth/csrf`) as never);
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  const answer = await handlers.POST(
    new Request(`${origin}/api/auth/callback/credentials`, {
      method: "POST",
      headers: { Cookie: cookiesOf(first) },
      body: new URLSearchParams({ csrfToken, name }),
    }) as never,
  );
  return cookiesOf(answer);
}

/** What a browser makes of the `Set-Cookie` headers. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
}

/** The app, and somebody signed in there `seconds` ago. */
export async function appWithAda(
  more: Partial<NextAuthConfig> = {},
  seconds = 0,
): Promise<{ app: NextAuthResult; cookie: string }> {
  const app = NextAuth(configOf(more));
  const now = Date.now();
  const clock = vi.spyOn(Date, "now").mockReturnValue(now - seconds * 1000);
  try {
    return { app, cookie: await signedIn(app) };
  } finally {
    clock.mockRestore();
  }
}
