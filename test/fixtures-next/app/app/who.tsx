import { auth } from "../auth";

/** Who is signed in, by the word of a Server Component. */
export async function Who() {
  const [one, two] = await Promise.all([auth(), auth()]);
  const three = await auth();
  const seen = { who: one?.user?.name ?? null, expires: one?.expires ?? null };
  return <output>{JSON.stringify({ ...seen, once: one === two && two === three })}</output>;
}
