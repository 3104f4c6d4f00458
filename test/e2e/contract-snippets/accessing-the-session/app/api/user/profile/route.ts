import { fetchUserProfile } from "@/lib/profile";

// pasted:
// app/api/user/profile/route.ts
import { auth } from '@/auth';

export async function GET() {
  const session = await auth();

  if (!session?.user) {
    return Response.json({ error: 'Unauthorized' }, { status: 401 });
  }

  const profile = await fetchUserProfile(session.user.email!);
  return Response.json(profile);
}
