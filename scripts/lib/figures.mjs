/** The figures of a run at full size, as docs/figures.md. The tests that have some keep them in .cache/figures.jsonl. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { inRoot } from "./project.mjs";

const kept = inRoot(".cache/figures.jsonl");

export function forgetFigures() {
  rmSync(kept, { force: true });
}

/** @param {ReadonlyArray<{ name: string, passed: number, failed: number }>} suites */
export function writeFigures(suites) {
  const lines = existsSync(kept) ? readFileSync(kept, "utf8").trim().split("\n") : [];
  const figures = [...new Set(lines)].map((line) => JSON.parse(line).join(" | "));
  const counts = suites.map(({ name, passed, failed }) => `${name} | ${passed} | ${failed}`);
  const table = (head, rows) =>
    [head, head.replace(/[^|]+/g, " --- ").trim(), ...rows].map((row) => `| ${row} |`).join("\n");
  const text = `# Figures of the tests at full size

Written by \`npm run test:full\`, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}. The figures of
speed and size are in [bench/RESULTS.md](../bench/RESULTS.md).

${table("what | figure", figures)}

${table("suite | passed | failed", counts)}
`;
  writeFileSync(inRoot("docs/figures.md"), text);
}
