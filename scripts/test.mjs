/** Every check and every suite, and at the end one line: `N passed, N failed`. `--full` runs the long figures too. */
import { mkdirSync, rmSync } from "node:fs";
import { runChecks } from "./lib/checks.mjs";
import { ensureChromium } from "./lib/chromium.mjs";
import { forgetFigures, writeFigures } from "./lib/figures.mjs";
import { pack } from "./lib/pack.mjs";
import { inRoot, tool } from "./lib/project.mjs";
import { suites } from "./lib/suites.mjs";
import { createTally, readReport } from "./lib/tally.mjs";

const results = inRoot(".cache/results");
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const tally = createTally();
const isFull = process.argv.includes("--full");
if (isFull) forgetFigures();

/** Runs `step`; what it throws is one failure of that name. Returns its value, or undefined. */
async function prepare(name, step) {
  const start = performance.now();
  try {
    return await step();
  } catch (error) {
    console.log(`FAIL  ${name}\n${error.message}`);
    tally.add({ name, passed: 0, failed: 1, seconds: (performance.now() - start) / 1000 });
    return undefined;
  }
}

async function check() {
  const start = performance.now();
  let passed = 0;
  let failed = 0;
  for await (const { name, code, output } of runChecks()) {
    if (code === 0) passed += 1;
    else failed += 1;
    console.log(`${code === 0 ? "ok  " : "FAIL"}  ${name}`);
    if (code !== 0) console.log(output);
  }
  tally.add({ name: "check", passed, failed, seconds: (performance.now() - start) / 1000 });
}

async function suite(name, env) {
  const start = performance.now();
  const report = `${results}/${name}.json`;
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { code } = await tool("vitest/vitest.mjs", ["run", "--project", name, ...reporters], {
    env,
  });
  tally.add({ name, ...readReport(report, code), seconds: (performance.now() - start) / 1000 });
}

const tarball = await prepare("build and pack", () => pack());
const chromium = await prepare("chromium", ensureChromium);
const env = {
  ...(tarball && { LATCHKEY_TARBALL: tarball }),
  ...(chromium && { CHROMIUM: chromium }),
  ...(isFull && { LATCHKEY_FULL: "1" }),
};
Object.assign(process.env, env);

await check();
for (const name of suites) await suite(name, env);
if (isFull) writeFigures(tally.rows);
process.exitCode = tally.print() === 0 ? 0 : 1;
