import type { OAuthState } from "../methods/oauth/index.js";
import { createSuperseded, type Superseded } from "../session/superseded.js";
import type { SessionToken } from "../session/token.js";
import { type Codec, createCodec } from "../token/codec.js";
import { createMemo, type Memo } from "../token/memo.js";

/** What instances may share: keys, opened tokens, discovery documents. An app whose configuration is made per request has one. */
export interface Shared {
  readonly codec: Codec;
  readonly memo: Memo<SessionToken>;
  readonly superseded: Superseded;
  /** Made by the first who asks, since its code is not loaded before. */
  oauth(create: () => OAuthState): OAuthState;
}

/** Opened session tokens to remember: about 4,000 of the usual size. */
const memoBytes = 8_388_608;

export function createShared(): Shared {
  let state: OAuthState | undefined;
  return {
    codec: createCodec(),
    memo: createMemo(memoBytes),
    superseded: createSuperseded(),
    oauth(create) {
      state ??= create();
      return state;
    },
  };
}
