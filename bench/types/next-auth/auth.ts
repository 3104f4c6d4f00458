import NextAuth from "next-auth";
import GitHub from "next-auth/providers/github";

export const { handlers, auth, signIn, signOut } = NextAuth({ providers: [GitHub] });

export async function name(): Promise<string | null | undefined> {
  return (await auth())?.user?.name;
}
