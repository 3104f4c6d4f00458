"use client";

import React from "react";
import { useSession } from "next-auth/react";

export default function ClientDashboard() {
  const { data: session, status } = useSession();

  if (status === "loading") {
    return <p>Syncing authentication status...</p>;
  }

  if (status === "unauthenticated" || !session) {
    return <p>Access denied. Please login.</p>;
  }

  return (
    <div>
      <p>Profile Avatar:</p>
      <img src={session.user?.image || "/fallback.png"} alt="Avatar" className="w-12 h-12 rounded-full" />
    </div>
  );
}
