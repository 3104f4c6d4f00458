'use client'
import { useSession } from "next-auth/react"

export default function UserProfile() {
  const { data: session, status } = useSession()

  if (status === "loading") {
    return <p>Loading...</p>
  }

  if (!session?.user) {
    return <p>Not authenticated</p>
  }

  return (
    <div>
      <p>Email: {session.user.email}</p>
      <p>Name: {session.user.name}</p>
      <p>Role: {session.user.role}</p> {/* Custom property */}
    </div>
  )
}
