/** What is checked without running the library: one row, one thing that can be wrong. */
import { existsSync, readFileSync } from "node:fs";
import { pack } from "./pack.mjs";
import { inRoot, run, tool } from "./project.mjs";

const quiet = { capture: true };
const tsc = (project) => tool("typescript/bin/tsc", ["--noEmit", "-p", project], quiet);

/** The lockfile is for every registry: it records what a package is, not where one machine got it. */
async function lockfile() {
  const found = ["package-lock.json", "bench/package-lock.json"].flatMap((name) =>
    Object.entries(JSON.parse(readFileSync(inRoot(name), "utf8")).packages)
      .filter(([, entry]) => /^[a-z+]+:/.test(entry.resolved ?? ""))
      .map(([path]) => `${name}: ${path} records a download address`),
  );
  return { code: found.length, output: found.join("\n") };
}

const demo = inRoot("examples/next-app/tsconfig.json");

/**
 * The checks, in order. `tarball` is handed on from the one that packs.
 * @returns {AsyncGenerator<{ name: string, code: number, output: string, seconds: number }>}
 */
export async function* runChecks() {
  let tarball = process.env.LATCHKEY_TARBALL;
  const rows = [
    [
      "format and lint",
      () => tool("@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."], quiet),
    ],
    ["types of src", () => tsc("tsconfig.json")],
    ["types of tests", () => tsc("test/tsconfig.json")],
    ["layers", () => run(process.execPath, [inRoot("scripts/layers.mjs")], quiet)],
    ["unused code", () => tool("knip/bin/knip.js", ["--no-progress"], quiet)],
    ["lockfile", lockfile],
    [
      "build and pack",
      async () => {
        tarball ??= await pack();
        return { code: 0, output: "" };
      },
    ],
    ["publint", () => tool("publint/src/cli.js", ["--strict", tarball], quiet)],
    [
      "are the types wrong",
      () => tool("@arethetypeswrong/cli/dist/index.js", ["--profile", "esm-only", tarball], quiet),
    ],
    ...(existsSync(demo)
      ? [["types of the demo", () => run("npm", ["run", "types", "-w", "next-app"], quiet)]]
      : []),
  ];
  for (const [name, check] of rows) {
    const start = performance.now();
    const { code, output } = await check().catch((error) => ({ code: 1, output: error.message }));
    yield { name, code, output, seconds: (performance.now() - start) / 1000 };
  }
}
