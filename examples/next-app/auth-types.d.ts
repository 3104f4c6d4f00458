// Not auth.d.ts: TypeScript ignores a declaration file that has a .ts file of the same name beside it.
import type { DefaultSession } from "latchkey";
import type {} from "latchkey/jwt";
import type { Role } from "@/lib/users";

declare module "latchkey" {
  interface User {
    role?: Role;
  }
  interface Session {
    user: { id: string; role: Role } & DefaultSession["user"];
  }
}

declare module "latchkey/jwt" {
  interface JWT {
    role?: Role;
  }
}
