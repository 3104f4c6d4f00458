/**
 * Tokens that this process has replaced or ended a moment ago. A read that began before, and answers after, must write
 * nothing: its renewal would bring the old session back, its removal would take the new one away.
 */
import { createLru } from "../lib/lru.js";

interface Mark {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly ended: boolean;
}

export interface Superseded {
  /** `ended`: signed out, or signed in anew; else replaced by an update. */
  mark(token: string, at: number, ended: boolean): void;
  /** What happened to the token since the read that began at this time. */
  since(token: string, began: number): "ended" | "replaced" | null;
}

/** Reads take seconds at most, so that a few thousand sign-outs are remembered for long enough. */
const capacity = 4_096;

export function createSuperseded(): Superseded {
  const marks = createLru<string, Mark>(capacity);
  return {
    mark(token, at, ended) {
      marks.set(token, { at, ended });
    },
    since(token, began) {
      const mark = marks.get(token);
      if (!mark || mark.at < began) return null;
      return mark.ended ? "ended" : "replaced";
    },
  };
}
