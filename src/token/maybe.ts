import type { MaybePromise } from "../lib/promise.js";

/** `value.then(next)` where it is a promise, `next(value)` at once where it is not. */
export function andThen<T, R>(
  value: MaybePromise<T>,
  next: (value: T) => MaybePromise<R>,
): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
