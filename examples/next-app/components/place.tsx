import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** One place of an app that reads the session: its name, the call, and what it saw. */
export function Place(props: {
  icon: LucideIcon;
  name: string;
  code: string;
  children: ReactNode;
}) {
  const { icon: Icon, name, code, children } = props;
  return (
    <li className="flex items-center gap-4 px-5 py-4">
      <Icon className="hidden size-5 flex-none text-quiet sm:block" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <h3 className="text-sm font-medium">{name}</h3>
        <code className="text-[0.8125rem] break-words text-quiet">{code}</code>
      </div>
      {children}
    </li>
  );
}

/** What a place saw: a name, or nobody. */
export function Seen({ name }: { name: string | null | undefined }) {
  return (
    <output
      className={`inline-flex max-w-[50%] flex-none items-center gap-2 rounded-full px-3 py-1 text-sm ${
        name ? "bg-good-soft text-good" : "bg-sunken text-quiet"
      }`}
    >
      <span
        aria-hidden="true"
        className={`size-1.5 flex-none rounded-full ${name ? "bg-good" : "bg-quiet"}`}
      />
      <span className="truncate">{name || "nobody"}</span>
    </output>
  );
}
