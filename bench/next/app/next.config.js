import { fileURLToPath } from "node:url";

/** `latchkey` is a link to the repository's root, which Turbopack has to know. */
const root = fileURLToPath(new URL("../../..", import.meta.url));

export default { turbopack: { root } };
