import { NextResponse } from "next/server";
import { auth } from "@/auth";

// pasted:
// app/api/admin/route.ts
export async function POST() {
  const session = await auth()
  if (session?.user.role !== "admin") {
    return NextResponse.json({ error: "Unauthorized" }, { status: 403 })
  }
  // Proceed with admin action
  // :pasted
  return NextResponse.json({ done: true });
}
