import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";

// pasted:
// auth.ts
export const { handlers, auth } = NextAuth({
  // ... providers
  // :pasted
  providers: [
    Credentials({
      credentials: { email: {} },
      authorize: ({ email }) => ({ id: "7", name: "Ada", email: String(email), role: "admin" }),
    }),
  ],
  // pasted:
  callbacks: {
    session({ session, token }) {
      // Add custom fields to session
      if (token.sub) {
        session.user.id = token.sub;
        session.user.role = token.role as string;
      }
      return session;
    },
    jwt({ token, user }) {
      // Add custom fields to token
      if (user) {
        token.role = user.role;
      }
      return token;
    },
  },
});
