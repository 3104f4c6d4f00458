import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";

/** The environment for child processes: this Node first on the path, no telemetry, no test mode. */
export function childEnv(extra: Record<string, string> = {}): Record<string, string | undefined> {
  const { NODE_ENV: _test, VITEST: _vitest, NODE_OPTIONS: _options, ...rest } = process.env;
  return {
    ...rest,
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    NEXT_TELEMETRY_DISABLED: "1",
    ...extra,
  };
}

/** Runs a command to its end and gives what it printed; fails with that when it fails. */
export async function run(
  command: string,
  args: string[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<string> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: childEnv(options.env) as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  const [code, signal] = await once(child, "close");
  if (code !== 0) {
    throw new Error(`${command} ${args.join(" ")} ended with ${code ?? signal}\n${output}`);
  }
  return output;
}
