"use client";

import { useSession } from "next-auth/react";
import React from "react";

export default function ClientDashboard() {
  const { data: session, status } = useSession();
  const seen = React.useRef<string[]>([]);
  if (seen.current.at(-1) !== status) seen.current.push(status);

  if (status === "loading") {
    return <p>Syncing authentication status...</p>;
  }

  if (status === "unauthenticated" || !session) {
    return <p>Access denied. Please login.</p>;
  }

  return (
    <main>
      {/* biome-ignore lint/performance/noImgElement: as in the documents. */}
      <img src={session.user?.image || "data:,"} alt="Avatar" />
      <p data-testid="seen">{seen.current.join(" ")}</p>
    </main>
  );
}
