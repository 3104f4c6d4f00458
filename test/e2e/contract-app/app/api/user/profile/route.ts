import { auth } from "@/auth";
import { fetchUserProfile } from "@/lib/people";

export async function GET() {
  const session = await auth();

  if (!session?.user) {
    return Response.json({ error: "Unauthorized" }, { status: 401 });
  }

  const profile = await fetchUserProfile(session.user.email!);
  return Response.json(profile);
}
