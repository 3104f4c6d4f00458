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

/** Diagnostics in other people's declarations are not ours to mend; one that names no file always counts. */
const isOurs = (line: string) =>
  !/^[^(]*node_modules\//.test(line) || /^[^(]*node_modules\/(next-auth|@auth\/core)\//.test(line);

async function compile(
  app: string,
  name: string,
  cell: Cell,
  options: { include: readonly string[]; compilerOptions?: object; args?: readonly string[] },
): Promise<string> {
  const project = join(app, name);
  mkdirSync(project, { recursive: true });
  const compilerOptions = { ...optionsOf(cell), ...options.compilerOptions };
  const include = options.include.map((folder) => `../src/${folder}`);
  const config = { compilerOptions: { ...compilerOptions, rootDir: "..", outDir: "out" }, include };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify(config));
  return tsc(cell, ["-p", ".", ...(options.args ?? [])], project);
}

/** Compiles fixture folders in one cell and gives the diagnostics that are not other people's. */
export async function diagnose(
  app: string,
  cell: Cell,
  include: readonly string[],
  compilerOptions: object = {},
): Promise<string[]> {
  const name = `project-${cell.typescript}-${cell.resolution}-${include.join("-")}`;
  const output = await compile(app, name, cell, { include, compilerOptions });
  return output.split("\n").filter((line) => /\berror TS\d+/.test(line) && isOurs(line));
}

/** How many instantiations the type checker of an app needs for the budget fixture. */
export async function countInstantiations(app: string, cell: Cell): Promise<number> {
  const compilerOptions = {
    skipLibCheck: true,
    declaration: false,
    emitDeclarationOnly: false,
    noEmit: true,
  };
  const args = ["--extendedDiagnostics"];
  const output = await compile(app, "budget", cell, { include: ["budget"], compilerOptions, args });
  const found = /^Instantiations:\s+(\d+)/m.exec(output);
  if (!found || /\berror TS/.test(output)) throw new Error(output);
  return Number(found[1]);
}
