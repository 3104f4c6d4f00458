"use client";

import { useState } from "react";

/** Posts to the admin API and shows the status. */
export function AdminButton() {
  const [status, setStatus] = useState<number>();
  return (
    <div className="flex items-center gap-4">
      <button
        type="button"
        className="button"
        onClick={async () => setStatus((await fetch("/api/admin", { method: "POST" })).status)}
      >
        Send the request
      </button>
      <p role="status" className="text-sm text-quiet">
        {status ? `Answered ${status}` : ""}
      </p>
    </div>
  );
}
