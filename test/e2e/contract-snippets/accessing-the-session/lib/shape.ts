import type { Session as Actual } from "next-auth";

// pasted:
type Session = {
  user?: {
    name?: string | null;
    email?: string | null;
    image?: string | null;
  };
  expires: string; // ISO date string
};
// :pasted

export const shape: (session: Actual) => Session = (session) => session;
