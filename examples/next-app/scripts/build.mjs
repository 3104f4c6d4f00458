import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { app, next, root } from "./paths.mjs";

const stamp = join(app, ".next/built-from");
const ignored = new Set([".next", "node_modules", "scripts", ".env.local", "next-env.d.ts"]);

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (ignored.has(entry.name) || entry.name.endsWith(".tsbuildinfo")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

/** A hash over everything the build reads that we write: the app and the built library. */
function fingerprint() {
  const hash = createHash("sha256").update(process.version);
  const library = join(root, "dist");
  const paths = [...files(app), ...(existsSync(library) ? files(library) : [])].sort();
  for (const path of [...paths, join(root, "package-lock.json")]) {
    hash.update(path.slice(root.length)).update(readFileSync(path));
  }
  return hash.digest("hex");
}

/**
 * Builds the demo unless the last build was made from the same files.
 *
 * @returns {Promise<boolean>} whether it built
 */
export async function buildIfStale({ stdio = "inherit" } = {}) {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const child = spawn(process.execPath, [next, "build"], { cwd: app, env, stdio });
  let output = "";
  child.stdout?.on("data", (chunk) => (output += chunk));
  child.stderr?.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`next build ended with ${code}\n${output}`);
  writeFileSync(stamp, wanted);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildIfStale();
