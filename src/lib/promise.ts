/** A value that is there already where the platform allows it (Node), or will be (elsewhere). */
export type MaybePromise<T> = T | Promise<T>;
