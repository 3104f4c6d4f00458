import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pack } from "../../scripts/lib/pack.mjs";
import { withLock } from "./lock.js";
import { run } from "./run.js";

/** The repository's root. */
export const root: string = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where the suites keep what is dear to make. Outside the tree, so that nothing resolves into it. */
const cache: string = join(tmpdir(), `latchkey-tests-${userInfo().uid}`);

let packed: Promise<string> | undefined;

/** Copied to a name of its content: npm takes a tarball at a known path for the one it has seen. */
async function nameByContent(tarball: string): Promise<string> {
  await mkdir(cache, { recursive: true });
  const bytes = await readFile(tarball);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const copy = join(cache, `latchkey-${hash}.tgz`);
  await writeFile(`${copy}.${process.pid}`, bytes);
  await rename(`${copy}.${process.pid}`, copy);
  return copy;
}

/** The path of the packed library, as `npm publish` would send it. Packed once a run. */
export function packLatchkey(): Promise<string> {
  packed ??= Promise.resolve(process.env.LATCHKEY_TARBALL ?? pack()).then(nameByContent);
  return packed;
}

/**
 * A folder outside the tree with these dependencies installed. Kept between runs: npm is asked only
 * when the manifest differs from the last one.
 *
 * @param name names the folder
 * @param dependencies versions, or `npm:`/`file:` specifiers
 */
export async function installed(
  name: string,
  dependencies: Record<string, string>,
): Promise<string> {
  const folder = join(cache, name);
  await mkdir(folder, { recursive: true });
  const manifest = `${JSON.stringify({ name, private: true, dependencies }, null, 2)}\n`;
  const stamp = join(folder, ".installed");
  await withLock(`${folder}.lock`, async () => {
    if ((await readFile(stamp, "utf8").catch(() => "")) === manifest) return;
    await rm(stamp, { force: true });
    await writeFile(join(folder, "package.json"), manifest);
    await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund"], { cwd: folder });
    await writeFile(stamp, manifest);
  });
  return folder;
}
