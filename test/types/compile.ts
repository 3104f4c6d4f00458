/** Apps in a folder outside the tree, and what each compiler says of them. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import rootManifest from "../../package.json" with { type: "json" };
import { inRoot } from "../../scripts/lib/project.mjs";
import { installed } from "../support/pack.js";
import { type Cell, compilerOf, optionsOf } from "./cells.js";

const execute = promisify(execFile);
const fixtures = new URL("fixtures", import.meta.url).pathname;

/** The packages an app has beside ours; their versions are the ones of the root. */
const NEIGHBOURS = ["next", "react", "@types/node", "@types/react", "@types/react-dom"];

/** Installs an app that has `library` under both names, and puts the fixtures into it. Gives its folder. */
export async function createApp(
  name: string,
  library: Record<"next-auth" | "@auth/core", string>,
): Promise<string> {
  const versions: Record<string, string> = rootManifest.devDependencies;
  const neighbours = NEIGHBOURS.map((neighbour) => [neighbour, versions[neighbour]]);
  const app = await installed(name, { ...library, ...Object.fromEntries(neighbours) });
  rmSync(join(app, "src"), { recursive: true, force: true });
  cpSync(fixtures, join(app, "src"), { recursive: true });
  return app;
}

async function tsc(cell: Cell, args: readonly string[], cwd: string): Promise<string> {
  const program = inRoot("node_modules", compilerOf(cell), "bin/tsc");
  const limits = { cwd, maxBuffer: 1 << 26 };
  return execute(process.execPath, [program, "--pretty", "false", ...args], limits).then(
    ({ stdout }) => stdout,
    // tsc ends with 1 or 2 when it has something to say.
    (error: { stdout?: string; message: string }) => error.stdout || error.message,
  );
}

/** Diagnostics of other people's declarations are not ours to mend; one that names no file always counts. */
const isOurs = (line: string) =>
  !line.includes("node_modules/") || /node_modules\/(next-auth|@auth\/core|latchkey)\//.test(line);

export interface Options {
  /** Whether the declarations of the library itself are judged too. */
  readonly judgeLibrary?: boolean;
}

/** Compiles the fixture folders `names` in one cell and gives the diagnostics that are ours. */
export async function diagnose(
  app: string,
  cell: Cell,
  names: readonly string[],
  { judgeLibrary = true }: Options = {},
): Promise<string[]> {
  const project = join(app, `project-${cell.typescript}-${cell.resolution}`);
  mkdirSync(project, { recursive: true });
  const compilerOptions = { ...optionsOf(cell), rootDir: "..", outDir: "out" };
  const include = names.map((name) => `../src/${name}`);
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, include }));
  const output = await tsc(cell, ["-p", "."], project);
  return output
    .split("\n")
    .filter((line) => /\berror TS\d+/.test(line) && isOurs(line))
    .filter((line) => judgeLibrary || !line.includes("node_modules/"));
}

/** How many instantiations the type checker needs for the budget fixture. */
export async function countInstantiations(app: string, cell: Cell): Promise<number> {
  const project = join(app, "budget");
  mkdirSync(project, { recursive: true });
  const compilerOptions = { ...optionsOf(cell), skipLibCheck: true, rootDir: "..", outDir: "out" };
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: ["../src/budget"] }),
  );
  const output = await tsc(cell, ["-p", ".", "--extendedDiagnostics"], project);
  const found = /^Instantiations:\s+(\d+)/m.exec(output);
  if (!found || /\berror TS/.test(output)) throw new Error(output);
  return Number(found[1]);
}
