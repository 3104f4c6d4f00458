import { redirect } from "next/navigation";
import { auth } from "@/auth";

export default async function Dashboard() {
  const session = await auth();

  if (!session?.user) {
    redirect("/api/auth/signin");
  }

  return (
    <main>
      <h1>Welcome, {session.user.name}!</h1>
      <p>Email: {session.user.email}</p>
      {/* biome-ignore lint/performance/noImgElement: as in the documents. */}
      <img src={session.user.image || "data:,"} alt="Profile" />
    </main>
  );
}
