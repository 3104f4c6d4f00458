import { createLru } from "../lib/lru.js";
import type { MaybePromise } from "../lib/promise.js";
import type { ContentEncryption } from "./compact.js";
import type { Derivation, Engine, SealingKey } from "./engine.js";

/** Gives the key of a secret and a purpose. */
export type Keyring = (
  secret: string,
  derivation: Derivation,
  enc: ContentEncryption,
) => MaybePromise<SealingKey>;

/** An app has some ten purposes times its listed secrets; more than this is a caller that makes up salts. */
const capacity = 256;

/** Derives each key once, and keeps those used most recently. */
export function createKeyring(engine: Engine): Keyring {
  const keys = createLru<string, MaybePromise<SealingKey>>(capacity);
  return (secret, derivation, enc) => {
    // The lengths keep two different triples from giving one text.
    const { salt, info } = derivation;
    const id = `${enc}:${salt.length}:${info.length}:${salt}${info}${secret}`;
    const known = keys.get(id);
    if (known) return known;
    const derived = engine.derive(secret, derivation, enc);
    keys.set(id, derived);
    if (derived instanceof Promise)
      derived.then(
        (key) => keys.set(id, key),
        () => keys.delete(id),
      );
    return derived;
  };
}
