import type { ReactNode } from "react";

/** Pairs of a term and its value. */
export function Facts({ facts }: { facts: [term: string, value: ReactNode][] }) {
  return (
    <dl className="divide-y divide-line text-sm">
      {facts.map(([term, value]) => (
        <div key={term} className="flex justify-between gap-6 py-2.5">
          <dt className="flex-none text-quiet">{term}</dt>
          <dd className="min-w-0 text-right break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
