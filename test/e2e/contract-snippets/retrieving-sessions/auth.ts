import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";

export const { handlers, auth, signIn } = NextAuth({
  providers: [
    Credentials({
      credentials: { email: {} },
      authorize: ({ email }) => ({ id: "7", name: "Ada", email: String(email) }),
    }),
  ],
});
