/** docs/differences.md, made exact. */
import type { Difference } from "../compare.js";
import { providers } from "./providers.js";
import { requests } from "./requests.js";
import { sessions } from "./sessions.js";
import { standing } from "./standing.js";

/** The standing ones come first: the others build on what they make. */
export const differences: Difference[] = [...standing, ...sessions, ...providers, ...requests];
