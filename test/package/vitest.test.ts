import { execFile } from "node:child_process";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import rootManifest from "../../package.json" with { type: "json" };
import { installed, packLatchkey } from "../support/pack.js";
import { childEnv } from "../support/run.js";

const execute = promisify(execFile);

test("an app's vitest imports it as it is", async () => {
  const { vitest, next, react, "react-dom": reactDom } = rootManifest.devDependencies;
  const library = { "next-auth": `file:${await packLatchkey()}` };
  const folder = await installed("package-vitest", {
    ...library,
    vitest,
    next,
    react,
    "react-dom": reactDom,
  });
  await copyFile(
    new URL("fixtures/session.test.mjs", import.meta.url),
    join(folder, "session.test.mjs"),
  );
  const program = join(folder, "node_modules/vitest/vitest.mjs");
  const options = { cwd: folder, env: childEnv() };
  const { stdout } = await execute(process.execPath, [program, "run", "--reporter=json"], options);
  expect(JSON.parse(stdout)).toMatchObject({ numPassedTests: 1, numFailedTests: 0, success: true });
});
