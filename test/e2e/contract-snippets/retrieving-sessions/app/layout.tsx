// app/layout.tsx
import React from "react";
import { SessionProvider } from "next-auth/react";

export default function Layout({ children }: { children: React.ReactNode }) {
  return (
    <SessionProvider>
      <html>
        <body>{children}</body>
      </html>
    </SessionProvider>
  );
}
