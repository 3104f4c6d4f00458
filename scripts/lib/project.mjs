/** Where things are, and how a child process is run. Node 20 syntax and no dependency: the bootstrap uses it too. */
import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
export const inRoot = (...parts) => join(root, ...parts);

/** The Node that the project develops on, from the dev dependency `node`. */
export const localNode = inRoot(
  "node_modules/node/bin",
  process.platform === "win32" ? "node.exe" : "node",
);

/** What every child sees: the project's own tools first on the path, and nothing that phones home. */
const childEnv = {
  ...process.env,
  PATH: [dirname(localNode), inRoot("node_modules/.bin"), process.env.PATH].join(delimiter),
  NEXT_TELEMETRY_DISABLED: "1",
};

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, capture?: boolean }} [options] `capture` keeps the output back
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(program, args, { cwd = root, env, capture = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...childEnv, ...env },
      stdio: ["ignore", capture ? "pipe" : "inherit", capture ? "pipe" : "inherit"],
      shell: process.platform === "win32" && program === "npm",
    });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    const forward = (signal) => child.kill(signal);
    process.on("SIGINT", forward).on("SIGTERM", forward);
    child.on("error", reject);
    child.on("close", (code) => {
      process.off("SIGINT", forward).off("SIGTERM", forward);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** As `run`, with the output kept; throws with it when the program fails. */
export async function runOrThrow(program, args, options = {}) {
  const { code, output } = await run(program, args, { ...options, capture: true });
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}\n${output}`);
  return output;
}

/** Runs a package's own program from node_modules under this Node, free of the links in `.bin`. */
export const tool = (path, args, options) =>
  run(process.execPath, [inRoot("node_modules", path), ...args], options);
