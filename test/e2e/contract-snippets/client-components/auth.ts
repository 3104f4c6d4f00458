import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";

export const { handlers, auth } = NextAuth({
  providers: [
    Credentials({
      credentials: { email: {} },
      authorize: ({ email }) => ({ id: "7", name: "Ada", email: String(email) }),
    }),
  ],
  // pasted:
  callbacks: {
    async session({ session, token }) {
      // ✅ Safe to expose
      session.user.id = token.sub
      // ❌ Avoid exposing
      session.user.sensitiveData = token.internalData
      return session
    }
  }
  // :pasted
});
