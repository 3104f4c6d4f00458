/** The members that are not `undefined`: an option given as `undefined` is an option not given. */
export function definedOnly<T extends object>(members: T): T {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as T;
}
