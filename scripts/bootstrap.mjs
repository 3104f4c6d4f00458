/**
 * The way into every npm script: `node scripts/bootstrap.mjs <command>`.
 * Installs what is missing and goes on with the project's own Node. Runs on Node 20 with nothing installed, so: no
 * dependency, and no syntax that is newer.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inRoot, localNode, root, run } from "./lib/project.mjs";

const COMMANDS = ["start", "test", "check", "build", "bench"];
const NODE_MAJOR = 24;

/** The manifests and the lockfile: when one of them changes, what is installed is out of date. */
function manifestsOf(folder) {
  const workspaces = join(folder, "examples");
  const names = existsSync(workspaces) ? readdirSync(workspaces).sort() : [];
  return [
    join(folder, "package.json"),
    join(folder, "package-lock.json"),
    ...names.map((name) => join(workspaces, name, "package.json")),
  ].filter((path) => existsSync(path));
}

/** Installs by the lockfile, unless that has been done for the very same manifests. */
async function install(folder) {
  const hash = createHash("sha256");
  for (const path of manifestsOf(folder)) hash.update(readFileSync(path)).update("\0");
  const wanted = hash.digest("hex");
  const stamp = join(folder, "node_modules/.installed-for");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;

  console.log(
    `Installing npm packages${folder === root ? "" : ` for ${folder.slice(root.length + 1)}`} …`,
  );
  // Not `npm ci`: it refuses a lockfile whose registry does not carry the binaries of other platforms, and it deletes
  // node_modules under whoever is using it. `--no-save` installs by the lockfile and leaves it as it is.
  const { code } = await run(
    "npm",
    ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: folder,
    },
  );
  if (code !== 0) throw new Error(`npm install ended with ${code}. Its lines above say why.`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

async function main([command = "", ...rest]) {
  if (!COMMANDS.includes(command)) {
    throw new Error(`Unknown command "${command}". There are: ${COMMANDS.join(", ")}.`);
  }
  await install(root);
  if (command === "bench") await install(inRoot("bench"));

  if (!existsSync(localNode)) {
    throw new Error(
      'The package "node" is there without its binary: its install script did not run. ' +
        "Delete node_modules/node and run the command again, without ignore-scripts in your npm configuration.",
    );
  }
  const guard = `if (parseInt(process.versions.node) !== ${NODE_MAJOR}) throw new Error("Node ${NODE_MAJOR} expected, this is " + process.version)`;
  const { code: right } = await run(localNode, ["-e", guard]);
  if (right !== 0) throw new Error(`${localNode} is not Node ${NODE_MAJOR}.`);

  const { code } = await run(localNode, [inRoot("scripts", `${command}.mjs`), ...rest]);
  process.exitCode = code;
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
