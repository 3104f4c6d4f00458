import type { GetServerSideProps } from "next";
import { auth } from "../auth";

export const getServerSideProps: GetServerSideProps = async (context) => ({
  props: { who: (await auth(context))?.user?.name ?? null },
});

export default function Page({ who }: { who: string | null }) {
  return <output>{JSON.stringify({ who })}</output>;
}
