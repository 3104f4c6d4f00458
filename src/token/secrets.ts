/** The first one seals, each one opens. */
export type Secrets = readonly [string, ...string[]];

/** A configured secret as a list, without what is empty; null where nothing is left. */
export function toSecrets(secret: string | readonly string[] | undefined | null): Secrets | null {
  const all = typeof secret === "string" ? [secret] : (secret ?? []);
  const [first, ...rest] = all.filter((one) => typeof one === "string" && one !== "");
  return first === undefined ? null : [first, ...rest];
}
