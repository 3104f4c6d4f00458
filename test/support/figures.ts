import { appendFileSync, mkdirSync } from "node:fs";

const folder = new URL("../../.cache/", import.meta.url);

/** Keeps a figure of a run at full size; `npm run test:full` writes them all to docs/figures.md. */
export function keepFigure(what: string, figure: string): void {
  if (process.env.LATCHKEY_FULL !== "1") return;
  mkdirSync(folder, { recursive: true });
  appendFileSync(new URL("figures.jsonl", folder), `${JSON.stringify([what, figure])}\n`);
}
