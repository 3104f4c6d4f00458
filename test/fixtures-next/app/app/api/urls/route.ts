import { signIn, signOut } from "../../../auth";

/** Where each call would send the browser. */
export async function POST(): Promise<Response> {
  const stay = { redirect: false } as const;
  const left = await signOut({ ...stay, redirectTo: "/plain" });
  return Response.json({
    none: await signIn(undefined, stay),
    unknown: await signIn("nobody", { ...stay, redirectTo: "/plain" }),
    oauth: await signIn("elsewhere", stay, { prompt: "login" }),
    credentials: await signIn("credentials", { ...stay, name: "Ada", password: "open sesame" }),
    left: left.redirect,
  });
}
