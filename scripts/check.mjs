/** Format, lint, types, layers, unused code, package: each says nothing but its name when it is in order. */
import { runChecks } from "./lib/checks.mjs";

let failed = 0;
for await (const { name, code, output, seconds } of runChecks()) {
  console.log(`${code === 0 ? "ok  " : "FAIL"}  ${name}  (${seconds.toFixed(1)} s)`);
  if (code !== 0) {
    failed += 1;
    console.log(output);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
