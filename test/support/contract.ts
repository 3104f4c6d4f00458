import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { installed, packLatchkey, root } from "./pack.js";
import { run } from "./run.js";
import { freePort, type RunningServer, startServer } from "./servers.js";

const nextBin = "node_modules/next/dist/bin/next";

/** An app that stands in a folder outside the tree, with the tarball installed as `next-auth`. */
export interface ContractApp {
  readonly folder: string;
  /** `next build`, which checks the types too. Gives what it printed. */
  build(): Promise<string>;
  /** `tsc` of one of the repository's TypeScripts over the app. Fails with the errors. */
  compile(typescript: "typescript" | "typescript-5.9"): Promise<string>;
  start(env: Record<string, string>, port?: number): Promise<RunningServer>;
}

/** Copies `test/e2e/<source>` next to an installation of Next.js and of the packed library. */
export async function contractApp(source: string): Promise<ContractApp> {
  const install = await installed("contract", {
    next: "16.4.6",
    react: "19.3.1",
    "react-dom": "19.3.1",
    "next-auth": `file:${await packLatchkey()}`,
    typescript: "7.0.2",
    "@types/node": "24.19.2",
    "@types/react": "19.3.0",
    "@types/react-dom": "19.3.0",
  });
  const folder = join(install, source.replaceAll("/", "-"));
  await rm(folder, { recursive: true, force: true });
  await cp(join(root, "test/e2e", source), folder, { recursive: true });
  const next = join(install, nextBin);
  return {
    folder,
    build: () => run(process.execPath, [next, "build"], { cwd: folder }),
    compile: (typescript) =>
      run(process.execPath, [join(root, "node_modules", typescript, "bin/tsc"), "--noEmit"], {
        cwd: folder,
      }),
    start: async (env, port) =>
      startServer({
        port: port ?? (await freePort()),
        command: process.execPath,
        args: (port) => [next, "start", "-p", String(port)],
        cwd: folder,
        env: { NODE_ENV: "production", AUTH_TRUST_HOST: "true", ...env },
        path: "/api/auth/csrf",
      }),
  };
}
