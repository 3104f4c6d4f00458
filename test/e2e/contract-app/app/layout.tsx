import { SessionProvider } from "next-auth/react";
import type React from "react";
import { UserMenu } from "@/components/UserMenu";

export default function RootLayout({ children }: { children: React.ReactNode }) {
  return (
    <SessionProvider>
      <html lang="en">
        <body>
          <UserMenu />
          {children}
        </body>
      </html>
    </SessionProvider>
  );
}
