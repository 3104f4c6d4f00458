import { KeyRound } from "lucide-react";
import Link from "next/link";
import { NavLinks } from "./nav-links";
import { UserMenu } from "./user-menu";

/** The bar on top of every page. */
export function Header() {
  return (
    <header className="border-b border-line bg-card">
      <div className="mx-auto flex max-w-4xl flex-wrap items-center gap-x-6 px-5 sm:px-8">
        <Link href="/" className="flex min-h-14 items-center gap-2 font-semibold tracking-tight">
          <KeyRound className="size-5 text-brass" aria-hidden="true" />
          Latchkey
        </Link>
        <nav aria-label="Pages" className="order-last w-full sm:order-none sm:w-auto">
          <NavLinks />
        </nav>
        <div className="ml-auto">
          <UserMenu />
        </div>
      </div>
    </header>
  );
}
