import type { ReactNode } from "react";

/** The heading of a page and the sentence below it. */
export function PageTitle({ children, lead }: { children: ReactNode; lead: ReactNode }) {
  return (
    <div className="mb-8 max-w-2xl">
      <h1 className="text-2xl font-semibold tracking-tight text-balance sm:text-3xl">{children}</h1>
      <p className="mt-2 text-pretty text-quiet">{lead}</p>
    </div>
  );
}
