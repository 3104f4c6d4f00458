import { JWTSessionError } from "../errors.js";
import { createLru } from "../lib/lru.js";
import type { MaybePromise } from "../lib/promise.js";
import { nodeModules } from "../lib/runtime.js";
import type { JWT } from "../types/index.js";
import { maxNumericDate, parseClaims, stringifyClaims } from "./claims.js";
import {
  type CompactJwe,
  type ContentEncryption,
  type JoseHeader,
  maxTokenLength,
  parseCompact,
  parseHeader,
  type Refused,
} from "./compact.js";
import type { Derivation, Engine } from "./engine.js";
import { createNodeEngine } from "./engine-node.js";
import { createKeyring } from "./keyring.js";
import { andThen } from "./maybe.js";
import type { Secrets } from "./secrets.js";

export type { TokenFault } from "./compact.js";

/** A token that was made with one of the secrets. Its times are not judged yet: see `judgeTimes`. */
export interface Unsealed {
  readonly claims: JWT;
  readonly enc: ContentEncryption;
  /** Which of the secrets opened it; not 0 means that it is time to seal it anew. */
  readonly secretIndex: number;
}

export type Opened = Unsealed | Refused;

interface OpenOptions {
  readonly secrets: Secrets;
  /** The purpose: a cookie's name. A token of another purpose does not open. */
  readonly salt: string;
}

interface SealOptions extends OpenOptions {
  /** Seconds. */
  readonly maxAge: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** How to open tokens that are not today's own. */
export interface UnsealOptions {
  readonly secrets: Secrets;
  readonly derivation: Derivation;
  readonly encs: readonly ContentEncryption[];
  /** Which secrets are tried on a token that names no key. */
  readonly withoutKid: "first" | "each";
}

/** Seals claims into compact JWEs and opens them. At once on Node, by promise elsewhere. */
export interface Codec {
  readonly engine: Engine["name"];
  /**
   * The claims with `iat`, `exp` and `jti` as an encrypted token, the way Auth.js v5 makes it.
   * @throws {JWTSessionError} if the claims are no JSON, or the token would be longer than 65,536 characters.
   */
  seal(claims: Readonly<Record<string, unknown>>, options: SealOptions): MaybePromise<string>;
  /** Opens a token of Auth.js v5 or of ours. Never throws for what the token is. */
  open(token: string, options: OpenOptions): MaybePromise<Opened>;
  /** As `open`, for tokens with another derivation: those of next-auth v4. */
  unseal(token: string, options: UnsealOptions): MaybePromise<Opened>;
}

const encs: readonly ContentEncryption[] = ["A256CBC-HS512", "A256GCM"];

/**
 * Makes a codec with its own cache of derived keys. `engine` is chosen by the platform unless it is given.
 * @throws {TypeError} if the engine is to be Node's and this is not Node.
 */
export function createCodec(options: { engine?: Engine["name"] } = {}): Codec {
  const engine = selectEngine(options.engine);
  const keyring = createKeyring(engine);
  const readHeader = cachedHeaders();

  function unseal(token: string, options: UnsealOptions): MaybePromise<Opened> {
    const jwe = parseCompact(token, readHeader);
    if ("fault" in jwe) return jwe;
    if (!options.encs.includes(jwe.enc)) return { fault: "unsupported" };
    return tryFrom(0, jwe, options);
  }

  /** Tries the secrets from this one on. A key named by the token is the only one that gets to decrypt. */
  function tryFrom(index: number, jwe: CompactJwe, options: UnsealOptions): MaybePromise<Opened> {
    const secret = options.secrets[index];
    if (secret === undefined) return { fault: "undecryptable" };
    return andThen(keyring(secret, options.derivation, jwe.enc), (key) => {
      const isNamed = jwe.kid !== undefined;
      if (isNamed && jwe.kid !== key.kid) return tryFrom(index + 1, jwe, options);
      return andThen(key.decrypt(jwe), (plaintext): MaybePromise<Opened> => {
        if (plaintext) return unsealed(plaintext, jwe.enc, index);
        if (isNamed || options.withoutKid === "first") return { fault: "undecryptable" };
        return tryFrom(index + 1, jwe, options);
      });
    });
  }

  return {
    engine: engine.name,
    unseal,
    open: (token, { secrets, salt }) =>
      unseal(token, { secrets, derivation: derivationOf(salt), encs, withoutKid: "first" }),
    seal(claims, { secrets, salt, maxAge, now }) {
      const text = stringifyClaims(withTimes(claims, maxAge, now));
      return andThen(keyring(secrets[0], derivationOf(salt), "A256CBC-HS512"), (key) =>
        andThen(key.encrypt(text), refuseOversized),
      );
    },
  };
}

function selectEngine(name: Engine["name"] | undefined): Engine {
  const node = name === "web" ? null : nodeModules();
  if (node) return createNodeEngine(node);
  if (name === "node") throw new TypeError("The node engine needs Node.js 20.16 or newer");
  return webEngine;
}

/** Loaded when it is first used: Node never needs it. */
const webEngine: Engine = {
  name: "web",
  async derive(...args) {
    const { createWebEngine } = await import("./engine-web.js");
    return createWebEngine().derive(...args);
  },
};

/** A header depends on the secret and the cookie's name only, so that a server sees very few different ones. */
function cachedHeaders(): (part: string) => JoseHeader | Refused {
  const headers = createLru<string, JoseHeader>(64);
  return (part) => {
    const known = headers.get(part);
    if (known) return known;
    const header = parseHeader(part);
    if (!("fault" in header)) headers.set(part, header);
    return header;
  };
}

function derivationOf(salt: string): Derivation {
  return { salt, info: `Auth.js Generated Encryption Key (${salt})` };
}

function unsealed(plaintext: Uint8Array, enc: ContentEncryption, secretIndex: number): Opened {
  const claims = parseClaims(plaintext);
  return claims ? { claims, enc, secretIndex } : { fault: "payload" };
}

function withTimes(claims: Readonly<Record<string, unknown>>, maxAge: number, now: number): JWT {
  const iat = Math.floor(now / 1000);
  const exp = iat + maxAge;
  if (!(Math.abs(exp) <= maxNumericDate)) throw new TypeError("maxAge must be a number of seconds");
  return { ...claims, iat, exp, jti: crypto.randomUUID() };
}

function refuseOversized(token: string): string {
  if (token.length > maxTokenLength)
    throw new JWTSessionError(
      `The token would be ${token.length} characters long, more than ${maxTokenLength}: keep less in it`,
    );
  return token;
}
