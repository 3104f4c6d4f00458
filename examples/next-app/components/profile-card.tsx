"use client";

import { useSession } from "latchkey/react";
import { Avatar } from "./avatar";
import { Facts } from "./facts";
import { RoleBadge } from "./role-badge";

/** The signed-in user as the browser knows them. */
export function ProfileCard() {
  const { data: session } = useSession({ required: true });
  if (!session) return <p role="status">Loading</p>;
  const { id, name, email, role } = session.user;
  return (
    <section aria-label="You" className="card max-w-md p-6" data-testid="profile">
      <div className="mb-4 flex items-center gap-4">
        <Avatar name={name ?? "?"} large />
        <div className="min-w-0">
          <h2 className="truncate font-medium">{name}</h2>
          <p className="truncate text-sm text-quiet">{email}</p>
        </div>
      </div>
      <Facts
        facts={[
          ["Role", <RoleBadge key="role" role={role} />],
          [
            "User id",
            <code key="id" className="text-[0.8125rem]">
              {id}
            </code>,
          ],
        ]}
      />
    </section>
  );
}
