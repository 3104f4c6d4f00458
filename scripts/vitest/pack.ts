/** Before the suites that install the library: its tarball, made once a run. */
import type { TestProject } from "vitest/node";
import { pack } from "../lib/pack.mjs";

export async function setup(project: TestProject): Promise<void> {
  process.env.LATCHKEY_TARBALL ??= await pack();
  project.provide("tarball", process.env.LATCHKEY_TARBALL);
}

declare module "vitest" {
  interface ProvidedContext {
    /** The path of latchkey-<version>.tgz. */
    tarball: string;
  }
}
