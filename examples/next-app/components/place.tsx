import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** One place of an app that reads the session: its name, the call, and what it saw. */
export function Place(props: { icon: LucideIcon; name: string; code: string; children: ReactNode }) {
  const { icon: Icon, name, code, children } = props;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4 sm:flex-nowrap">
      <Icon className="size-5 flex-none text-quiet" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <h3 className="text-sm font-medium">{name}</h3>
        <code className="text-[0.8125rem] break-words text-quiet">{code}</code>
      </div>
      <div className="w-full pl-9 sm:w-auto sm:pl-0">{children}</div>
    </li>
  );
}

/** What a place saw: a name, or nobody. */
export function Seen({ name }: { name: string | null | undefined }) {
  return (
    <output
      className={`inline-flex items-center gap-2 rounded-full px-3 py-1 text-sm ${
        name ? "bg-good-soft text-good" : "bg-sunken text-quiet"
      }`}
    >
      <span
        aria-hidden="true"
        className={`size-1.5 rounded-full ${name ? "bg-good" : "bg-quiet"}`}
      />
      {name || "nobody"}
    </output>
  );
}
