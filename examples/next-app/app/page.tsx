import { Globe, MousePointerClick, PanelTop, Route, Server } from "lucide-react";
import { headers } from "next/headers";
import Link from "next/link";
import { auth } from "@/auth";
import { ActionSeen, ClientSeen, HandlerSeen } from "@/components/live-places";
import { PageTitle } from "@/components/page-title";
import { Place, Seen } from "@/components/place";
import { proxyUserHeader } from "@/lib/access";

const next = [
  { href: "/dashboard", title: "Change your name", text: "A Server Action updates the session." },
  { href: "/profile", title: "See your role", text: "A Client Component reads it." },
  { href: "/admin", title: "Go where admins go", text: "Members get a 403 from the proxy." },
];

export default async function Home() {
  const session = await auth();
  const seenByProxy = decodeURIComponent((await headers()).get(proxyUserHeader) ?? "");
  return (
    <>
      <PageTitle
        lead={
          session
            ? "Every place of the app reads the same session. Change it on the dashboard and look again."
            : "Nobody is signed in yet. Sign in, and every place below knows who you are."
        }
      >
        {session ? `Hello, ${session.user.name}` : "One session, read everywhere"}
      </PageTitle>
      {session ? null : (
        <Link href="/login" className="button -mt-2 mb-8">
          Sign in
        </Link>
      )}

      <section aria-labelledby="places" className="card">
        <h2 id="places" className="border-b border-line px-5 py-4 font-medium">
          Who is signed in?
        </h2>
        <ul className="divide-y divide-line">
          <Place icon={Server} name="Server Component" code="await auth()">
            <Seen name={session?.user.name} />
          </Place>
          <Place icon={PanelTop} name="Client Component" code="useSession()">
            <ClientSeen />
          </Place>
          <Place icon={Route} name="Route Handler" code="GET /api/user/profile">
            <HandlerSeen />
          </Place>
          <Place icon={MousePointerClick} name="Server Action" code="await whoAmI()">
            <ActionSeen key={session?.user.name} />
          </Place>
          <Place icon={Globe} name="Proxy" code="authorized({ auth })">
            <Seen name={seenByProxy} />
          </Place>
        </ul>
      </section>

      {session ? (
        <ul className="mt-6 grid gap-4 sm:grid-cols-3">
          {next.map(({ href, title, text }) => (
            <li key={href} className="card transition-colors hover:border-brass">
              <Link href={href} prefetch={false} className="block h-full rounded-2xl p-5">
                <h2 className="text-sm font-medium">{title}</h2>
                <p className="mt-1 text-sm text-quiet">{text}</p>
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
