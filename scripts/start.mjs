/** Builds the library and the demo, then serves the demo at http://localhost:3000 with its own identity provider. */
import { inRoot, run } from "./lib/project.mjs";

const steps = [
  ["Building the library …", process.execPath, [inRoot("scripts/build.mjs")]],
  ["Building the demo …", "npm", ["run", "--silent", "build", "-w", "next-app"]],
  ["Starting the demo …", "npm", ["run", "--silent", "serve", "-w", "next-app"]],
];

for (const [title, program, args] of steps) {
  console.log(title);
  const { code } = await run(program, args);
  if (code !== 0) {
    process.exitCode = code;
    break;
  }
}
