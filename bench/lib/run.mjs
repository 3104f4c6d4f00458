/** Child processes: what is measured cold, or apart from us. */
import { inRoot, runOrThrow } from "../../scripts/lib/project.mjs";

export const bench = inRoot("bench");

/** Runs this Node with `args` in the bench's folder, and gives what it printed. */
export const node = (args, options = {}) =>
  runOrThrow(process.execPath, args, { cwd: bench, ...options });
