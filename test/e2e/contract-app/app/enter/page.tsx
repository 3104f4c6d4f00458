import { redirect } from "next/navigation";

export default function Enter() {
  redirect("/api/auth/signin");
}
