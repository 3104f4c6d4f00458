/**
 * Options that must not arrive from JSON or an environment variable are symbols.
 * They are registered (`Symbol.for`) so that two installed copies of the package agree on them.
 */

/** Give a provider its own `fetch`: `{ ...GitHub, [customFetch]: myFetch }`. */
export const customFetch: unique symbol = Symbol.for("latchkey.custom-fetch") as never;

/** `config.raw = raw` makes `Auth()` return the answer before it becomes a `Response`, and throw `AuthError`s. */
export const raw: unique symbol = Symbol.for("latchkey.raw") as never;

/** `config.skipCSRFCheck = skipCSRFCheck` turns the double-submit check off: the caller has its own. */
export const skipCSRFCheck: unique symbol = Symbol.for("latchkey.skip-csrf-check") as never;
