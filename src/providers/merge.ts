/** A provider's members, before anything is known of them. */
export type Options = Record<PropertyKey, unknown>;

/**
 * A copy of `defaults` with what `options` says in its place, objects member by member. Lists are replaced as a
 * whole, `undefined` says nothing, symbols count. An object with only other members added to a URL keeps the URL.
 */
export function merge(defaults: Options, options: Options): Options {
  const merged: Options = { ...defaults };
  for (const key of Reflect.ownKeys(options)) {
    // An own "__proto__" must not become the prototype.
    if (options[key] === undefined || key === "__proto__") continue;
    const [before, after] = [defaults[key], options[key]];
    if (!isPlain(after)) merged[key] = after;
    else if (isPlain(before)) merged[key] = merge(before, after);
    else if (isEndpoint(key) && typeof before === "string") merged[key] = { url: before, ...after };
    else merged[key] = { ...after };
  }
  return merged;
}

function isEndpoint(key: PropertyKey): boolean {
  return key === "authorization" || key === "token" || key === "userinfo";
}

/** Not a key, a URL or anything else that is more than its members. */
function isPlain(value: unknown): value is Options {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
