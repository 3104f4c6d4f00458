import type { Role } from "@/lib/users";

/** A role, the admin's in brass. */
export function RoleBadge({ role }: { role: Role }) {
  const look = role === "admin" ? "bg-brass-soft text-brass" : "bg-sunken text-quiet";
  return (
    <span className={`inline-block rounded-full px-2 py-0.5 text-xs font-medium ${look}`}>
      {role}
    </span>
  );
}
