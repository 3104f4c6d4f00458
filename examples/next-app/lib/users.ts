import { scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

export type Role = "admin" | "member";

export interface DemoUser {
  id: string;
  name: string;
  email: string;
  role: Role;
}

const derive = promisify<string, string, number, Buffer>(scrypt);

/** The seeded users, and the passwords that the login page prints: this is a demo. */
export const users: readonly (DemoUser & { password: string })[] = [
  {
    id: "u-ada",
    name: "Ada Lovelace",
    email: "ada@example.com",
    role: "member",
    password: "analytical-engine",
  },
  {
    id: "u-grace",
    name: "Grace Hopper",
    email: "grace@example.com",
    role: "admin",
    password: "nanosecond",
  },
];

/** The user with this e-mail and password, or `null`. Takes as long for an e-mail nobody has. */
export async function findUser(email: string, password: string): Promise<DemoUser | null> {
  const known = users.find((user) => user.email === email.trim().toLowerCase());
  const [given, expected] = await Promise.all([
    derive(password, "demo", 32),
    derive(known?.password ?? "", "demo", 32),
  ]);
  if (!timingSafeEqual(given, expected) || !known) return null;
  const { id, name, role } = known;
  return { id, name, email: known.email, role };
}
