import type { Session } from "latchkey";
import { type NextRequest, NextResponse } from "next/server";

const memberPaths = ["/dashboard", "/profile"];
const adminPaths = ["/admin"];

const within = (paths: string[], pathname: string) =>
  paths.some((path) => pathname === path || pathname.startsWith(`${path}/`));

/**
 * Who may see which page, decided in the proxy: there the status can still be set. Once a page
 * streams it is 200, whatever `forbidden()` says.
 */
export function authorized({ request, auth }: { request: NextRequest; auth: Session | null }) {
  const { pathname } = request.nextUrl;
  const forAdmins = within(adminPaths, pathname);
  if (!auth?.user && (forAdmins || within(memberPaths, pathname))) return false;
  if (forAdmins && auth?.user.role !== "admin") {
    return NextResponse.rewrite(new URL("/forbidden", request.url), { status: 403 });
  }
  const headers = new Headers(request.headers);
  headers.set(proxyUserHeader, encodeURIComponent(auth?.user.name ?? ""));
  return NextResponse.next({ request: { headers } });
}

/** Tells a page whom the proxy saw. Always set by it, so a browser cannot make it up. */
export const proxyUserHeader = "x-demo-proxy-user";
