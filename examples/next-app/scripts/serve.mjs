import { once } from "node:events";
import { buildIfStale } from "./build.mjs";
import { ensureSecret } from "./env.mjs";
import { startServers } from "./servers.mjs";

const dev = process.argv.includes("--dev");
const { PORT = "3000", PROVIDER_PORT = "4000" } = process.env;

ensureSecret();
if (!dev) await buildIfStale();
const servers = await startServers({
  dev,
  port: Number(PORT),
  providerPort: Number(PROVIDER_PORT),
});

console.log(`
  The demo is on ${servers.url}

  Sign in there as
    ada@example.com      analytical-engine    a member
    grace@example.com    nanosecond           an admin
  or choose "Continue with the local provider" (${servers.issuer}).

  Ctrl+C ends it.
`);

let stopping = false;
const signal = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
const crash = Promise.race(servers.children.map((child) => once(child, "exit"))).then(([code]) => {
  if (stopping) return;
  console.error("One of the two servers has ended.");
  process.exitCode = code || 1;
});
await Promise.race([signal, crash]);
stopping = true;
await servers.close();
