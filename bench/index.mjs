/** Prints the table of budgets beside the peers and writes it to RESULTS.md; `npm run bench -- sizes types` only prints these. */
import { writeFileSync } from "node:fs";
import { machine } from "./lib/machine.mjs";
import { hasFailed, toMarkdown, toText } from "./lib/report.mjs";

const parts = {
  reads: async () => (await import("./reads/measure.mjs")).measureReads(),
  next: async () => (await import("./next/measure.mjs")).measureNext(),
  sizes: async () => (await import("./sizes.mjs")).measureSizes(),
  imports: async () => (await import("./imports.mjs")).measureImports(),
  types: async () => (await import("./types.mjs")).measureTypes(),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0)
  throw new Error(`There is no part ${unknown}. There are: ${Object.keys(parts).join(", ")}.`);

const taken = machine();
const rows = [];
for (const [name, part] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`${name} …`);
  rows.push(...(await part()));
}
console.log(`\n${toText(rows)}\n\n${taken.join("\n")}\n`);
if (asked.length === 0)
  writeFileSync(new URL("RESULTS.md", import.meta.url), toMarkdown(rows, taken));
process.exitCode = hasFailed(rows) ? 1 : 0;
