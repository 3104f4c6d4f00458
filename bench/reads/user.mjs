/** The one session that every contender reads, and the configuration of the two that share an API. */
import { randomUUID } from "node:crypto";

export const secret = "the secret of the benchmark, long enough for everybody";
export const origin = "http://localhost:3000";

export const person = (index) => ({
  id: randomUUID(),
  name: "Ada Lovelace",
  email: `ada${index}@example.com`,
  image: "https://example.com/ada.png",
});

/** For `latchkey` and `next-auth`: identity callbacks, as every app with roles has them. */
export const config = {
  providers: [],
  secret,
  trustHost: true,
  callbacks: { jwt: ({ token }) => token, session: ({ session }) => session },
};

/** The other cookies that a browser sends along. */
export const cookieHeader = (name, value) =>
  `authjs.csrf-token=4f2d%7C9a1c; authjs.callback-url=${encodeURIComponent(origin)}; ${name}=${value}`;

/** The request headers of the Pages Router, where `auth(req, res)` of both can be called without Next.js. */
export const nodeRequest = (cookie) => ({
  headers: { host: "localhost:3000", "x-forwarded-proto": "http", cookie },
});

export const nodeResponse = { headersSent: false, appendHeader() {} };
