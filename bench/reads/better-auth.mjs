import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { origin, person, secret } from "./user.mjs";

/** Its cookie cache, in the default form: signed and read without the database. */
export async function reads(count) {
  const auth = betterAuth({
    baseURL: origin,
    secret,
    database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
    // What a password hash costs is no part of reading a session.
    emailAndPassword: {
      enabled: true,
      password: { hash: async (one) => one, verify: async () => true },
    },
    session: { cookieCache: { enabled: true } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
  const sources = [];
  for (let index = 0; index < count; index++) {
    const { name, email, image } = person(index);
    const body = { name, email, image, password: "correct horse battery" };
    const { headers } = await auth.api.signUpEmail({ body, returnHeaders: true });
    const cookie = headers
      .getSetCookie()
      .map((line) => line.split(";", 1)[0])
      .join("; ");
    sources.push({ headers: new Headers({ cookie }) });
  }
  let next = 0;
  return {
    prepare: () => sources[next++ % sources.length],
    read: (source) => auth.api.getSession(source),
  };
}
