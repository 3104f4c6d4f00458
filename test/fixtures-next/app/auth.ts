import NextAuth, { type NextAuthConfig } from "latchkey";
import Credentials from "latchkey/providers/credentials";

export const config = {
  providers: [
    Credentials({
      credentials: { name: {}, password: {} },
      authorize: ({ name, password }) =>
        password === "open sesame" ? { id: "1", name: String(name) } : null,
    }),
    {
      id: "elsewhere",
      name: "Elsewhere",
      type: "oauth",
      clientId: "fixture",
      authorization: { url: "https://elsewhere.example/authorize", params: { scope: "name" } },
      token: "https://elsewhere.example/token",
      userinfo: "https://elsewhere.example/userinfo",
    },
  ],
  callbacks: {
    authorized: ({ auth, request }) => !request.nextUrl.pathname.startsWith("/dashboard") || !!auth,
    jwt({ token, trigger, session }) {
      if (trigger === "update" && session?.user?.name) token.name = session.user.name;
      return token;
    },
  },
} satisfies NextAuthConfig;

export const { handlers, auth, signIn, signOut, unstable_update } = NextAuth(config);
