export { auth as proxy } from "@/auth";

export const config = {
  // Everything but the auth routes themselves and static files.
  matcher: ["/((?!api/|_next/|.*\\.).*)"],
};
