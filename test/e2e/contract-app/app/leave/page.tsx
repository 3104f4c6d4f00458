import { redirect } from "next/navigation";

export default function Leave() {
  redirect("/api/auth/signout");
}
