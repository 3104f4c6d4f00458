/**
 * Runs once what was added before is done, or, with `patience`, after so many milliseconds. Requests for the session
 * and what changes it must not overlap: the cookie of the one would undo the other's.
 */
export type Enqueue = <T>(run: () => Promise<T>, patience?: number) => Promise<T>;

/** Makes an empty queue. */
export function createQueue(): Enqueue {
  let last: Promise<unknown> = Promise.resolve();
  return (run, patience) => {
    const timeout = new Promise((resolve) => patience && setTimeout(resolve, patience));
    const mine = Promise.race([last, timeout]).then(run);
    last = mine.catch(() => {});
    return mine;
  };
}
