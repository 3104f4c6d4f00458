/** Builds the library and the demo, then serves the demo at http://localhost:3000 with its own identity provider. */
import { inRoot, run } from "./lib/project.mjs";

const demo = (script) => [inRoot("examples/next-app/scripts", script)];

// By Node and not by `npm run`: npm puts a shell between, which does not pass a SIGTERM on.
const steps = [
  ["Building the library …", [inRoot("scripts/build.mjs")]],
  ["Building the demo …", demo("build.mjs")],
  ["Starting the demo …", demo("serve.mjs")],
];

for (const [title, args] of steps) {
  console.log(title);
  const { code } = await run(process.execPath, args, { cwd: inRoot("examples/next-app") });
  if (code !== 0) {
    process.exitCode = code;
    break;
  }
}
