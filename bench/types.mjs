/** What an `auth.ts` and a client page cost the type checker. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "../scripts/lib/project.mjs";
import { exactBar, format } from "./lib/report.mjs";
import { bench, node } from "./lib/run.mjs";

const types = join(bench, "types");

async function instantiations(library) {
  // A project of its own beside the sources, so that `extends` and the packages are found.
  const folder = mkdtempSync(join(types, ".project-"));
  try {
    const project = { extends: "../tsconfig.json", include: [`../${library}`] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(project));
    const compiler = inRoot("node_modules/typescript-5.9/bin/tsc");
    const output = await node([
      compiler,
      "-p",
      folder,
      "--extendedDiagnostics",
      "--pretty",
      "false",
    ]);
    return Number(/^Instantiations:\s+(\d+)/m.exec(output)[1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @returns {Promise<import("./lib/report.mjs").Row[]>} */
export async function measureTypes() {
  const counts = {};
  for (const library of ["latchkey", "next-auth", "better-auth"])
    counts[library] = await instantiations(library);
  return [
    {
      what: "tsc: instantiations for auth.ts and a client page",
      figures: Object.fromEntries(
        Object.entries(counts).map(([name, count]) => [name, format(count, "")]),
      ),
      bars: [exactBar(counts.latchkey, 2000, "")],
    },
  ];
}
