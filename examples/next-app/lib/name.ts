/** A name fit to be shown: 1 to 60 characters, no control characters. `null` for anything else. */
export function parseName(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const name = value.trim();
  return /^[^\p{Cc}]{1,60}$/u.test(name) ? name : null;
}
