import { auth } from "@/auth";

export async function GET() {
  const session = await auth();
  if (!session?.user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { id, name, email, role } = session.user;
  return Response.json({ id, name, email, role });
}
