/** Builds the library and prints the table of budgets beside the peers. */
import { inRoot, run } from "./lib/project.mjs";

const { code } = await run(process.execPath, [inRoot("scripts/build.mjs")]);
process.exitCode =
  code ||
  (
    await run(process.execPath, [
      "--expose-gc",
      inRoot("bench/index.mjs"),
      ...process.argv.slice(2),
    ])
  ).code;
