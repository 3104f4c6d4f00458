import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { readEnv } from "./env.mjs";
import { app, next, provider } from "./paths.mjs";

/** `wanted` if nobody listens there, else a free port. */
async function freePort(wanted = 0) {
  const probe = createServer();
  try {
    const listening = once(probe, "listening");
    probe.listen(wanted);
    await listening;
    return probe.address().port;
  } catch (error) {
    if (wanted === 0 || error.code !== "EADDRINUSE") throw error;
    return freePort();
  } finally {
    probe.close();
  }
}

/** Waits until `url` answers, whatever it answers; fails when the process has ended. */
async function untilUp(child, url, seconds = 60) {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`${url}: the server ended with ${child.exitCode}`);
    const up = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(5000) }).then(
      () => true,
      () => false,
    );
    if (up) return;
    await sleep(100);
  }
  throw new Error(`${url} did not answer within ${seconds} s`);
}

async function stop(children) {
  const running = children.filter((child) => child.exitCode === null && child.signalCode === null);
  const ended = running.map((child) => once(child, "exit"));
  for (const child of running) child.kill("SIGTERM");
  const all = Promise.all(ended);
  await Promise.race([all, sleep(3000, undefined, { ref: false })]);
  for (const child of running) {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  }
  await all;
}

/**
 * Starts the local provider and the demo, each in its own process, and waits until both answer.
 *
 * @param {object} options
 * @param {boolean} [options.dev] `next dev` in place of `next start`
 * @param {number} [options.port] the demo's port; the next free one if it is taken
 * @param {number} [options.providerPort] the provider's port, likewise
 * @param {Record<string, string>} [options.env] more variables for the demo
 * @param {"inherit" | "ignore"} [options.stdio]
 */
export async function startServers({ dev, port, providerPort, env, stdio = "inherit" } = {}) {
  const appPort = await freePort(port);
  const issuerPort = await freePort(providerPort);
  const url = `http://localhost:${appPort}`;
  const issuer = `http://localhost:${issuerPort}`;
  const client = readEnv(".env");
  const hosts = [url, `http://127.0.0.1:${appPort}`];
  const children = [
    spawn(process.execPath, [provider], {
      env: {
        ...process.env,
        PORT: String(issuerPort),
        CLIENT_ID: client.AUTH_LOCAL_ID,
        CLIENT_SECRET: client.AUTH_LOCAL_SECRET,
        REDIRECT_URIS: hosts.map((host) => `${host}/api/auth/callback/local`).join(" "),
      },
      stdio: ["ignore", "ignore", stdio],
    }),
    spawn(process.execPath, [next, dev ? "dev" : "start", "-p", String(appPort)], {
      cwd: app,
      env: {
        ...process.env,
        NODE_ENV: dev ? "development" : "production",
        NEXT_TELEMETRY_DISABLED: "1",
        AUTH_TRUST_HOST: "true",
        AUTH_LOCAL_ISSUER: issuer,
        ...env,
      },
      stdio: ["ignore", "ignore", stdio],
    }),
  ];
  const close = () => stop(children);
  try {
    await untilUp(children[0], `${issuer}/.well-known/openid-configuration`);
    await untilUp(children[1], `${url}/api/auth/csrf`);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, issuer, close, children };
}
