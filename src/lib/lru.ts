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

interface Entry<K, V> {
  readonly key: K;
  readonly value: V;
  readonly weight: number;
}

/** Makes an {@link Lru} whose entries weigh at most `capacity` together. */
export function createLru<K, V>(capacity: number): Lru<K, V> {
  // A Map keeps the order of insertion: what is used is inserted anew, so the oldest comes first.
  const entries = new Map<K, Entry<K, V>>();
  // Asked for again and again it is found without hashing the key, which may be a long text.
  let newest: Entry<K, V> | undefined;
  let total = 0;

  function remove(key: K): void {
    const entry = entries.get(key);
    if (!entry) return;
    entries.delete(key);
    if (entry === newest) newest = undefined;
    total -= entry.weight;
  }

  return {
    get(key) {
      if (key === newest?.key) return newest?.value;
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      newest = entry;
      return entry.value;
    },
    set(key, value, weight = 1) {
      remove(key);
      if (weight > capacity) return;
      newest = { key, value, weight };
      entries.set(key, newest);
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
