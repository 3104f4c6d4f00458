import { pack } from "../lib/pack.mjs";

/** Before the suites that install the library: its tarball, made once a run and named in LATCHKEY_TARBALL. */
export async function setup(): Promise<void> {
  process.env.LATCHKEY_TARBALL ??= await pack();
}
