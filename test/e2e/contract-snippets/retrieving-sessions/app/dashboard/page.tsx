// app/dashboard/page.tsx
import React from "react";
import { auth } from "../../auth";
import { redirect } from "next/navigation";

export default async function Dashboard() {
  // Fetch active session from cookie securely
  const session = await auth();

  if (!session || !session.user) {
    redirect("/login");
  }

  return (
    <div className="p-8">
      <h1>Welcome back, {session.user.name}!</h1>
      <p>Logged in email: {session.user.email}</p>
    </div>
  );
}
