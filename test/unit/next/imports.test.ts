import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { root } from "../../support/pack.js";

describe("the root door", () => {
  it("loads Next.js and React inside functions only, and nothing of Node", async () => {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: ["src/index.ts"],
      bundle: true,
      format: "esm",
      platform: "neutral",
      mainFields: ["module", "main"],
      conditions: ["import"],
      external: ["next/*", "react", "node:*"],
      write: false,
      metafile: true,
    });
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
    const outside = new Set(imports.map(({ kind, path }) => `${kind} ${path}`));
    expect([...outside].sort()).toEqual([
      "dynamic-import next/headers.js",
      "dynamic-import next/navigation",
      "dynamic-import next/navigation.js",
      "dynamic-import next/server.js",
      "dynamic-import react",
    ]);
  });
});
