import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { bundleForSize } from "./support/bundle.js";

const gzipped = (code: Uint8Array): number => gzipSync(code, { level: 9 }).length;

it("costs a browser at most 2.5 KB, less than the published client, and nothing of the server", async () => {
  const [ours, theirs] = await Promise.all([bundleForSize("latchkey"), bundleForSize("next-auth")]);
  const sizes = { latchkey: gzipped(ours.code), "next-auth": gzipped(theirs.code) };
  console.warn("client, bytes after gzip -9:", sizes);
  expect(sizes.latchkey).toBeLessThanOrEqual(2560);
  expect(sizes.latchkey).toBeLessThan(sizes["next-auth"]);

  const foreign = ours.inputs.filter(
    (path) => !/^(<stdin>|src\/(client|react)\/[\w-]+\.ts|src\/protocol\.ts)$/.test(path),
  );
  expect(foreign).toEqual([]);
});
