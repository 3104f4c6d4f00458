import { betterAuth } from "better-auth";
import { toNextJsHandler } from "better-auth/next-js";

export const auth = betterAuth({
  socialProviders: { github: { clientId: "id", clientSecret: "secret" } },
});
export const { GET, POST } = toNextJsHandler(auth);

export async function name(headers: Headers): Promise<string | undefined> {
  return (await auth.api.getSession({ headers }))?.user.name;
}
