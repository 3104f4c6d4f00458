/** Route handlers of one Next.js app on a production server: without `auth()`, with ours, with next-auth's. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inRoot } from "../../scripts/lib/project.mjs";
import { ratioBar } from "../lib/report.mjs";
import { bench, node } from "../lib/run.mjs";
import { inTurn, median, ratio } from "../lib/stats.mjs";
import { cookieName, issueTokens } from "../reads/latchkey.mjs";
import { cookieHeader, secret } from "../reads/user.mjs";

const app = join(bench, "next/app");
const next = inRoot("node_modules/next/dist/bin/next");
const VISITORS = 50;
/** A round of a route is so many short runs, in turn with the other routes' runs. */
const RUNS = 3;

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Builds the app and serves it. The process ends with `stop`. */
async function serve() {
  const env = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", AUTH_SECRET: secret };
  await node([next, "build"], { cwd: app, env });
  const port = await freePort();
  const args = [next, "start", "--hostname", "127.0.0.1", "--port", String(port)];
  const server = spawn(process.execPath, args, {
    cwd: app,
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    if (await fetch(`${url}/plain`).catch(() => null)) break;
    if (tries === 200 || server.exitCode !== null) throw new Error("next start did not come up");
    await sleep(100);
  }
  return {
    url,
    async stop() {
      server.kill();
      if (server.exitCode === null) await once(server, "exit");
    },
  };
}

/** Joins every `count` runs of each route to one figure. */
function roundsOf(count, runs) {
  const mean = (figures) => figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
  const join = (all) =>
    Array.from({ length: all.length / count }, (_, round) =>
      mean(all.slice(round * count, (round + 1) * count)),
    );
  return Object.fromEntries(Object.entries(runs).map(([name, all]) => [name, join(all)]));
}

/** @returns {Promise<import("../lib/report.mjs").Row[]>} */
export async function measureNext() {
  const cookies = (await issueTokens(VISITORS)).map((token) => cookieHeader(cookieName, token));
  const { url, stop } = await serve();
  const env = { COOKIES: JSON.stringify(cookies) };
  const load = (route) => async () =>
    Number(await node(["next/load.mjs", `${url}/${route}`, "1"], { env }));
  const routes = {
    plain: load("plain"),
    latchkey: load("latchkey"),
    "next-auth": load("next-auth"),
  };
  try {
    // Once for nothing: the server compiles its hot paths.
    await inTurn(routes, 1);
    const rates = roundsOf(RUNS, await inTurn(routes, 5 * RUNS));
    const show = (name) => `${Math.round(median(rates[name])).toLocaleString("en")} req/s`;
    return [
      {
        what: "Next.js route handler that calls `auth()`, production server",
        figures: { latchkey: show("latchkey"), "next-auth": show("next-auth") },
        bars: [
          ratioBar(ratio(rates.latchkey, rates.plain), {
            atLeast: 0.8,
            of: `the same route without it (${show("plain")})`,
          }),
        ],
      },
    ];
  } finally {
    await stop();
  }
}
