import { auth } from "@/auth";
import ClientComponent from "./ClientComponent";

export default async function Props() {
  const session = await auth();
  return <ClientComponent session={session} />;
}
