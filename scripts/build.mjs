/** src → dist by plain `tsc`, file for file. The old dist stays whole until the new one is. */
import { existsSync, renameSync, rmSync } from "node:fs";
import { inRoot, tool } from "./lib/project.mjs";

const fresh = inRoot(`dist.${process.pid}`);
const old = `${fresh}.old`;
const dist = inRoot("dist");

try {
  const { code } = await tool("typescript/bin/tsc", [
    "-p",
    "tsconfig.build.json",
    "--outDir",
    fresh,
  ]);
  if (code === 0) {
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
  }
  process.exitCode = code;
} finally {
  rmSync(fresh, { recursive: true, force: true });
  rmSync(old, { recursive: true, force: true });
}
