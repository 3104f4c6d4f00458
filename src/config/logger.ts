import { AuthError } from "../errors.js";
import type { AuthConfig, LoggerInstance } from "../types/index.js";

/** What the house logs with. */
export interface Logger {
  error(error: Error): void;
  warn(code: string): void;
  debug(message: string, metadata?: unknown): void;
}

/** Errors that users cause by mistyping: one line, no stack. */
const everyday: ReadonlySet<string> = new Set(["CredentialsSignin"]);

/* biome-ignore-start lint/suspicious/noConsole: this is what logs. */
const toConsole: Logger = {
  error(error) {
    const name = error instanceof AuthError ? error.type : error.name;
    if (everyday.has(name)) return console.info(`[auth][info] ${name}`);
    console.error(`[auth][error] ${name}: ${error.message}`);
    const { err, ...details } = (error.cause ?? {}) as { err?: unknown };
    if (err instanceof Error) console.error("[auth][cause]", err.stack ?? err.message);
    else if (error.stack) console.error(error.stack.replace(/.*\n/, ""));
    if (Object.keys(details).length > 0) console.error("[auth][details]", print(details));
  },
  warn(code) {
    console.warn(`[auth][warn] ${code}: https://warnings.authjs.dev`);
  },
  debug(message, metadata) {
    console.log(`[auth][debug] ${message}`, print(metadata));
  },
};
/* biome-ignore-end lint/suspicious/noConsole: this is what logs. */

/** JSON, where the value has any; a log line must never throw. */
function print(value: unknown): string {
  try {
    return JSON.stringify(value, null, 2) ?? "";
  } catch {
    return String(value);
  }
}

/** The app's logger where it gave one, the console otherwise; `debug` is silent unless asked for. */
export function resolveLogger({
  debug,
  logger = {},
}: Pick<AuthConfig, "debug" | "logger">): Logger {
  const own = logger as Partial<LoggerInstance>;
  return {
    error: own.error ? guarded(own.error) : toConsole.error,
    warn: own.warn ? guarded(own.warn) : toConsole.warn,
    debug: own.debug ? guarded(own.debug) : debug ? toConsole.debug : () => {},
  };
}

/** A logger that fails must not fail the request. */
function guarded<Args extends unknown[]>(log: (...args: Args) => void): (...args: Args) => void {
  return (...args) => {
    try {
      log(...args);
    } catch (error) {
      toConsole.error(error as Error);
    }
  };
}
