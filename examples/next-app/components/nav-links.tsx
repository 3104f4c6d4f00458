"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

const pages = [
  { href: "/dashboard", label: "Dashboard" },
  { href: "/profile", label: "Profile" },
  { href: "/admin", label: "Admin" },
];

/** The protected pages. Not prefetched: the proxy decides when they are asked for. */
export function NavLinks() {
  const pathname = usePathname();
  return (
    <ul className="-mx-2.5 flex">
      {pages.map(({ href, label }) => (
        <li key={href}>
          <Link
            href={href}
            prefetch={false}
            aria-current={pathname === href ? "page" : undefined}
            className="flex min-h-11 items-center border-b-2 border-transparent px-2.5 text-sm text-quiet hover:text-ink aria-[current]:border-brass aria-[current]:text-ink sm:min-h-14"
          >
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
