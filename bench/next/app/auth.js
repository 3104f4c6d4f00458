/** Both libraries with the same configuration, in the same app. */
import latchkey from "latchkey";
import nextAuth from "next-auth";

const config = {
  providers: [],
  secret: process.env.AUTH_SECRET,
  trustHost: true,
  callbacks: { jwt: ({ token }) => token, session: ({ session }) => session },
};

export const { auth: ours } = latchkey(config);
export const { auth: theirs } = nextAuth(config);
