import { mkdir, rm, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const staleAfter = 10 * 60_000;

/** Runs `work` while no other process does, by a folder that only one of them can make. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      await mkdir(path);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const made = await stat(path).catch(() => null);
      if (made && Date.now() - made.mtimeMs > staleAfter) await rm(path, { recursive: true });
      else await sleep(200);
    }
  }
  try {
    return await work();
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}
