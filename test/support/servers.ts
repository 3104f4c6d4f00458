import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { childEnv } from "./run.js";

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, "listening");
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** A server in a process of its own. */
export interface RunningServer {
  readonly url: string;
  /** Everything it has printed. */
  output(): string;
  close(): Promise<void>;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 3000);
  await ended;
  clearTimeout(timer);
}

/** Starts a server process and waits until `path` answers, whatever the status. */
export async function startServer(options: {
  command: string;
  args: (port: number) => string[];
  cwd: string;
  env?: Record<string, string>;
  /** @default a free one */
  port?: number;
  /** @default "/" */
  path?: string;
  /** @default 60 */
  seconds?: number;
}): Promise<RunningServer> {
  const port = options.port ?? (await freePort());
  const url = `http://localhost:${port}`;
  const child = spawn(options.command, options.args(port), {
    cwd: options.cwd,
    env: childEnv(options.env) as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const deadline = Date.now() + (options.seconds ?? 60) * 1000;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(new URL(options.path ?? "/", url), {
      redirect: "manual",
      signal: AbortSignal.timeout(10_000),
    }).catch(() => null);
    if (answer) return { url, output: () => output, close: () => stop(child) };
    await sleep(100);
  }
  await stop(child);
  throw new Error(`${options.command} ${options.args(port).join(" ")} did not come up\n${output}`);
}
