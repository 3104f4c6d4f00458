import { auth } from "@/auth";
import { users } from "@/lib/users";

async function refusal(): Promise<Response | null> {
  const session = await auth();
  if (!session?.user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  if (session.user.role !== "admin") return Response.json({ error: "Forbidden" }, { status: 403 });
  return null;
}

export async function GET() {
  return (
    (await refusal()) ??
    Response.json({ users: users.map(({ id, email, role }) => ({ id, email, role })) })
  );
}

export async function POST() {
  return (await refusal()) ?? Response.json({ done: true });
}
