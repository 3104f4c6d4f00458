import NextAuth from "latchkey";
import GitHub from "latchkey/providers/github";

export const { handlers, auth, signIn, signOut } = NextAuth({ providers: [GitHub] });

export async function name(): Promise<string | null | undefined> {
  return (await auth())?.user?.name;
}
