import ClientComponent from "./ClientComponent";

// pasted:
// app/page.tsx (Server Component)
import { auth } from "@/auth"

export default async function Home() {
  const session = await auth()
  return <ClientComponent session={session} />
}
