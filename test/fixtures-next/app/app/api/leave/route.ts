import { auth, signOut } from "../../../auth";

/** A renewal may be due when this is called; the sign-out has the last word. */
export const POST = auth(async () => {
  await signOut({ redirect: false });
  return Response.json("Bye");
});
