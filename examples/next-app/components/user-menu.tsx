"use client";

import { signOut, useSession } from "latchkey/react";
import { ChevronDown, LogOut } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { Avatar } from "./avatar";
import { RoleBadge } from "./role-badge";

/** Who is signed in, by `useSession()`, and the way out. */
export function UserMenu() {
  const { data: session, status } = useSession();
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  useDismiss(menu, open, () => setOpen(false));

  if (status === "loading") {
    return (
      <div role="status" className="my-3 h-8 w-24 animate-pulse rounded-full bg-sunken">
        <span className="sr-only">Loading your session</span>
      </div>
    );
  }
  if (!session) {
    return (
      <Link
        href="/login"
        className="flex min-h-11 items-center text-sm font-medium text-brass hover:underline"
      >
        Sign in
      </Link>
    );
  }

  const { name, email, role } = session.user;
  return (
    <div ref={menu} className="relative" data-testid="user-menu">
      <button
        type="button"
        aria-expanded={open}
        aria-controls="user-menu"
        onClick={() => setOpen(!open)}
        className="flex min-h-11 items-center gap-2 rounded-full text-sm font-medium"
      >
        <Avatar name={name ?? "?"} />
        <span className="max-w-32 truncate sm:max-w-48">{name}</span>
        <ChevronDown className="size-4 text-quiet" aria-hidden="true" />
      </button>
      <div
        id="user-menu"
        hidden={!open}
        className="card absolute right-0 z-10 mt-1 w-64 p-2 shadow-lg shadow-black/5"
      >
        <div className="px-3 pt-2 pb-3">
          <p className="truncate text-sm font-medium">{name}</p>
          <p className="mb-2 truncate text-sm text-quiet">{email}</p>
          <RoleBadge role={role} />
        </div>
        <button
          type="button"
          onClick={() => signOut({ redirectTo: "/" })}
          className="flex min-h-11 w-full items-center gap-2 rounded-lg px-3 text-sm hover:bg-sunken"
        >
          <LogOut className="size-4 text-quiet" aria-hidden="true" />
          Sign out
        </button>
      </div>
    </div>
  );
}

/** Closes on Escape, and on a press anywhere else. */
function useDismiss(area: { current: HTMLElement | null }, open: boolean, close: () => void) {
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && close();
    const onPress = (event: PointerEvent) =>
      area.current?.contains(event.target as Node) || close();
    document.addEventListener("keydown", onKey);
    document.addEventListener("pointerdown", onPress);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("pointerdown", onPress);
    };
  });
}
