import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import rootManifest from "../../package.json" with { type: "json" };
import { installed, packLatchkey } from "../support/pack.js";
import { run } from "../support/run.js";

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
  const report = join(folder, "report.json");
  const args = [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=json",
    `--outputFile=${report}`,
  ];
  await run(process.execPath, args, { cwd: folder });
  const found = JSON.parse(await readFile(report, "utf8"));
  expect(found).toMatchObject({ numPassedTests: 1, numFailedTests: 0, success: true });
});
