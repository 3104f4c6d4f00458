import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The demo's folder, and the repository's. */
export const app = dirname(dirname(fileURLToPath(import.meta.url)));
export const root = dirname(dirname(app));

/** Next's command, run by this very Node. */
export const next = createRequire(join(app, "package.json")).resolve("next/dist/bin/next");
export const provider = join(root, "examples/identity-provider/server.js");
