import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { app } from "./paths.mjs";

const file = join(app, ".env.local");

/** Writes an AUTH_SECRET of 32 random bytes into .env.local, unless it has one. */
export function ensureSecret() {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (/^AUTH_SECRET=./m.test(text)) return;
  const gap = text === "" || text.endsWith("\n") ? "" : "\n";
  const line = `AUTH_SECRET=${randomBytes(32).toString("base64")}\n`;
  appendFileSync(
    file,
    `${gap}# Made on the first start. Whoever has it can sign in as anybody.\n${line}`,
    {
      mode: 0o600,
    },
  );
}

/** The values of a .env file, for the processes that Next does not start. */
export function readEnv(name) {
  const lines = readFileSync(join(app, name), "utf8").split("\n");
  const pairs = lines.map((line) => /^([A-Z0-9_]+)=(.*)$/.exec(line)).filter(Boolean);
  return Object.fromEntries(pairs.map(([, key, value]) => [key, value]));
}
