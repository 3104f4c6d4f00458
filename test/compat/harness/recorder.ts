import { scrub } from "./normalise.js";

/** A call of the app's code, or of the provider, in the order it came. */
export interface Call {
  readonly what: string;
  readonly with: unknown;
}

type Callback = (params: never) => unknown;

/** Writes down with what an implementation calls the app's callbacks, events and logger. */
export interface Recorder {
  readonly calls: Call[];
  /** The same functions, each of which is written down. */
  wrap<T extends Record<string, Callback>>(kind: string, functions: T): T;
  readonly logger: Record<"error" | "warn" | "debug", (...args: never[]) => void>;
}

export function createRecorder(): Recorder {
  const calls: Call[] = [];
  const note = (what: string, value: unknown) => calls.push({ what, with: scrub(value) });
  return {
    calls,
    wrap(kind, functions) {
      const wrapped = Object.entries(functions).map(([name, run]) => [
        name,
        (params: never) => {
          note(`${kind}.${name}`, params);
          return run(params);
        },
      ]);
      return Object.fromEntries(wrapped);
    },
    logger: {
      error: (error: Error & { type?: string }) => note("logger.error", error.type ?? error.name),
      warn: (code: string) => note("logger.warn", code),
      // What is said at debug level is nobody's contract.
      debug: () => {},
    },
  };
}
