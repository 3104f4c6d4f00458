/** A map that forgets what was not used for longest once its entries weigh too much. */
export interface Lru<K, V> {
  /** Finds, and counts as a use. */
  get(key: K): V | undefined;
  /** Adds or replaces. What alone weighs more than the whole is not kept. `weight` is 1 by default. */
  set(key: K, value: V, weight?: number): void;
  delete(key: K): void;
  /** The sum of the weights. */
  readonly weight: number;
  readonly size: number;
}

/** Makes an {@link Lru} whose entries weigh at most `capacity` together. */
export function createLru<K, V>(capacity: number): Lru<K, V> {
  // A Map keeps the order of insertion: what is used is inserted anew, so the oldest comes first.
  const entries = new Map<K, { readonly value: V; readonly weight: number }>();
  let newest: K | undefined;
  let total = 0;

  function remove(key: K): void {
    const entry = entries.get(key);
    if (!entry) return;
    entries.delete(key);
    total -= entry.weight;
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry || key === newest) return entry?.value;
      entries.delete(key);
      entries.set(key, entry);
      newest = key;
      return entry.value;
    },
    set(key, value, weight = 1) {
      remove(key);
      if (weight > capacity) return;
      entries.set(key, { value, weight });
      newest = key;
      total += weight;
      for (const oldest of entries.keys()) {
        if (total <= capacity) break;
        remove(oldest);
      }
    },
    delete: remove,
    get weight() {
      return total;
    },
    get size() {
      return entries.size;
    },
  };
}
