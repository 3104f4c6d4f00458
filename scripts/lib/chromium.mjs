/** A Chromium for the browser tests: the machine's own, else Debian's package. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { runOrThrow } from "./project.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function onPath(name) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

function find() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  return NAMES.map(onPath).find((path) => path !== undefined);
}

/**
 * @returns {Promise<string>} the path of a Chromium; throws with the one command to run where there is none
 */
export async function ensureChromium() {
  const found = find();
  if (found) return found;

  const asRoot = process.getuid?.() === 0;
  if (asRoot && onPath("apt-get")) {
    console.log("Installing Chromium from the distribution's packages …");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await runOrThrow("apt-get", ["update"], { env });
    await runOrThrow("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env });
    const installed = find();
    if (installed) return installed;
  }
  throw new Error(
    "The browser tests need Chromium. Run `sudo apt-get install -y chromium`, or name one in CHROMIUM.",
  );
}
