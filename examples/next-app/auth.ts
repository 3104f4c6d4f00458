import NextAuth, { CredentialsSignin } from "latchkey";
import Credentials from "latchkey/providers/credentials";
import { authorized } from "@/lib/access";
import { localProvider } from "@/lib/local-provider";
import { parseName } from "@/lib/name";
import { findUser } from "@/lib/users";

class MissingInput extends CredentialsSignin {
  code = "missing_input";
}

const credentials = Credentials({
  credentials: { email: { type: "email" }, password: { type: "password" } },
  async authorize({ email, password }) {
    if (typeof email !== "string" || typeof password !== "string" || !email || !password) {
      throw new MissingInput();
    }
    return findUser(email, password);
  },
});

export const { handlers, auth, signIn, signOut, unstable_update } = NextAuth({
  providers: [credentials, localProvider],
  pages: { signIn: "/login" },
  callbacks: {
    authorized,
    jwt({ token, user, trigger, session }) {
      if (user) token.role = user.role;
      // The browser can send anything here; only a well-formed name is taken.
      if (trigger === "update") token.name = parseName(session?.user?.name) ?? token.name;
      return token;
    },
    session({ session, token }) {
      session.user.id = token.sub ?? "";
      session.user.role = token.role ?? "member";
      return session;
    },
  },
});
