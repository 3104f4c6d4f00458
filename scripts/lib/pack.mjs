/** The tarball, as npm would publish it. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot, runOrThrow } from "./project.mjs";

/**
 * Builds the library and packs it.
 * @returns {Promise<string>} the path of latchkey-<version>.tgz
 */
export async function pack(folder = inRoot(".cache/pack")) {
  mkdirSync(folder, { recursive: true });
  await runOrThrow(process.execPath, [inRoot("scripts/build.mjs")]);
  await runOrThrow("npm", ["pack", "--ignore-scripts", "--pack-destination", folder]);
  const { name, version } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  return join(folder, `${name}-${version}.tgz`);
}
