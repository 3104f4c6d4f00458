/** The initials of a name on a disc. Decoration: the name stands beside it. */
export function Avatar({ name, large = false }: { name: string; large?: boolean }) {
  const words = name.split(/\s+/).filter(Boolean);
  const initials = [words[0], words.length > 1 ? words.at(-1) : ""]
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toUpperCase();
  return (
    <span
      aria-hidden="true"
      className={`grid flex-none place-items-center rounded-full bg-brass-soft font-semibold text-brass ${
        large ? "size-14 text-lg" : "size-8 text-xs"
      }`}
    >
      {initials}
    </span>
  );
}
