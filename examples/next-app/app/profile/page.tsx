import type { Metadata } from "next";
import { PageTitle } from "@/components/page-title";
import { ProfileCard } from "@/components/profile-card";

export const metadata: Metadata = { title: "Profile" };

export default function Profile() {
  return (
    <>
      <PageTitle lead="The card is a Client Component. It read your session with useSession().">
        Profile
      </PageTitle>
      <ProfileCard />
    </>
  );
}
