/** A small Next.js app on the packed library, built and served by a version of Next.js. */
import { cp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { installed, packLatchkey, root } from "../support/pack.js";
import { run } from "../support/run.js";
import { type RunningServer, startServer } from "../support/servers.js";

/** What differs between the fixtures. */
export interface Variant {
  readonly name: string;
  readonly next: string;
  readonly react: string;
  /** Folders of `test/fixtures-next` whose files are laid over those of `app`. */
  readonly overlays: readonly string[];
  /** Arguments of `next build`. */
  readonly build?: readonly string[];
  /** `next.config`. */
  readonly config?: Readonly<Record<string, unknown>>;
}

export const fixtureSecret = "a secret of the Next.js fixtures, long enough";

/** A fixture after `next build`. */
export interface Fixture {
  /** What the build printed. */
  readonly output: string;
  /** The paths that Next.js rendered at build time. */
  readonly prerendered: readonly string[];
  start(env?: Record<string, string>): Promise<RunningServer>;
}

const sources = [
  "app",
  "pages",
  "auth.ts",
  "middleware.ts",
  "proxy.ts",
  "next.config.mjs",
  "tsconfig.json",
  ".next",
];
const source = (folder: string) => join(root, "test", "fixtures-next", folder);

function dependenciesOf({ next, react }: Variant, tarball: string): Record<string, string> {
  const types = `^${react.split(".")[0]}`;
  return {
    latchkey: `file:${tarball}`,
    next,
    react,
    "react-dom": react,
    typescript: "5.9.3",
    "@types/node": "^24",
    "@types/react": types,
    "@types/react-dom": types,
  };
}

/** Installs and builds a fixture in a folder of its own outside the tree. */
export async function buildFixture(variant: Variant): Promise<Fixture> {
  const tarball = await packLatchkey();
  const cwd = await installed(`next-${variant.name}`, dependenciesOf(variant, tarball));
  await Promise.all(sources.map((name) => rm(join(cwd, name), { recursive: true, force: true })));
  for (const folder of ["app", ...variant.overlays])
    await cp(source(folder), cwd, { recursive: true });
  const next = join(cwd, "node_modules", "next", "dist", "bin", "next");
  const env = { FIXTURE_CONFIG: JSON.stringify(variant.config ?? {}) };
  const build = ["build", ...(variant.build ?? [])];
  const output = await run(process.execPath, [next, ...build], { cwd, env });
  const manifest = await readFile(join(cwd, ".next", "prerender-manifest.json"), "utf8");
  return {
    output,
    prerendered: Object.keys(JSON.parse(manifest).routes),
    start: (more = {}) =>
      startServer({
        command: process.execPath,
        args: (port) => [next, "start", "-p", String(port)],
        cwd,
        env: { ...env, AUTH_SECRET: fixtureSecret, ...more },
        path: `${variant.config?.basePath ?? ""}/static`,
      }),
  };
}
