import type { Difference } from "./compare.js";

/** docs/differences.md, made exact. */
export const differences: Difference[] = [];
