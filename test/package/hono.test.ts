import { execFile } from "node:child_process";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import rootManifest from "../../package.json" with { type: "json" };
import { installed, packLatchkey } from "../support/pack.js";

const execute = promisify(execFile);

/** The oldest Node we promise, the long-term ones between, and the one this runs on. */
const NODES = ["20.16.0", "22", "24"] as const;

describe("latchkey/core in a Hono app that has neither Next nor React", () => {
  let folder: string;

  beforeAll(async () => {
    const { hono } = rootManifest.devDependencies;
    folder = await installed("package-hono", { latchkey: `file:${await packLatchkey()}`, hono });
    await copyFile(new URL("fixtures/hono.mjs", import.meta.url), join(folder, "hono.mjs"));
  });

  /** The binary of a Node from npm, in a folder of its own. */
  async function nodeOf(version: string): Promise<string> {
    if (process.versions.node.startsWith(`${version}.`)) return process.execPath;
    return join(
      await installed(`node-${version}`, { node: version }),
      "node_modules/node/bin/node",
    );
  }

  test.for(NODES)("signs in and knows who it is, on Node %s", async (version) => {
    const node = await nodeOf(version);
    const { stdout: running } = await execute(node, ["--version"]);
    expect(running).toMatch(new RegExp(`^v${version}\\b`));

    for (const peer of ["next", "react"]) {
      const gone = execute(node, ["--eval", `require.resolve("${peer}")`], { cwd: folder });
      await expect(gone).rejects.toThrow("Cannot find module");
    }
    const { stdout } = await execute(node, ["hono.mjs"], { cwd: folder });
    // The lines before are the library's own: it tells of the wrong password.
    expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? "")).toEqual({
      stranger: null,
      refused: { status: 302, location: "/auth/signin?error=CredentialsSignin&code=credentials" },
      accepted: { status: 302, location: "/me" },
      me: { name: "Ada" },
      providers: ["credentials"],
    });
  });
});
