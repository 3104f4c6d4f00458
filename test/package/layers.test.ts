import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inRoot } from "../../scripts/lib/project.mjs";

const execute = promisify(execFile);

describe("the checker of the floors", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "latchkey-layers-"));
    cpSync(inRoot("tsconfig.json"), join(folder, "tsconfig.json"));
    cpSync(inRoot("package.json"), join(folder, "package.json"));
    symlinkSync(inRoot("node_modules"), join(folder, "node_modules"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** The lines the checker prints for these files of src/. */
  async function judge(files: Record<string, string>): Promise<string[]> {
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, "src", name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    const args = [inRoot("scripts/layers.mjs"), folder];
    const { stdout } = await execute(process.execPath, args).catch((error) => error);
    return stdout.trim().split("\n").slice(0, -1);
  }

  const value = "export const x = 1;\nexport type X = number;\n";

  test("lets imports go down", async () => {
    const files = {
      "lib/a.ts": value,
      "token/b.ts": 'import { x } from "../lib/a.js";\nexport const y = x;\n',
      "session/c.ts": 'export { y } from "../token/b.js";\n',
    };
    expect(await judge(files)).toEqual([]);
  });

  const broken: [string, Record<string, string>, string][] = [
    [
      "an import that goes up",
      { "lib/a.ts": 'export * from "../token/b.js";\n', "token/b.ts": value },
      "floor: lib: src/lib/a.ts → src/token/b.ts",
    ],
    [
      "a type import that goes up",
      {
        "session/a.ts": 'import type { X } from "../http/b.js";\nexport type Y = X;\n',
        "http/b.ts": value,
      },
      "floor: session: src/session/a.ts → src/http/b.ts",
    ],
    [
      "the client knowing the server's leaves",
      { "client/a.ts": 'export * from "../lib/b.js";\n', "lib/b.ts": value },
      "floor: client: src/client/a.ts → src/lib/b.ts",
    ],
    [
      "one method knowing another",
      {
        "methods/email.ts": 'export * from "./oauth/index.js";\n',
        "methods/oauth/index.ts": value,
      },
      "methods do not know each other: src/methods/email.ts → src/methods/oauth/index.ts",
    ],
    [
      "oauth4webapi by its own name",
      { "http/a.ts": 'export { None } from "oauth4webapi";\n' },
      "package: oauth4webapi: src/http/a.ts → oauth4webapi",
    ],
    [
      "Next loaded with the module",
      { "next/a.ts": 'export { NextResponse } from "next/server.js";\n' },
      "next is loaded inside functions: src/next/a.ts → next/server.js",
    ],
    [
      "a static import of node:",
      { "token/a.ts": 'export { createHash } from "node:crypto";\n' },
      "no static import of node:: src/token/a.ts → crypto",
    ],
    [
      "a package nobody listed",
      { "http/a.ts": 'export { Hono } from "hono";\n' },
      "no package that is not listed: src/http/a.ts → hono",
    ],
    [
      "a cycle of types",
      {
        "types/a.ts": 'import type { B } from "./b.js";\nexport type A = B | 1;\n',
        "types/b.ts": 'import type { A } from "./a.js";\nexport type B = A[];\n',
      },
      "no cycles: src/types/a.ts → src/types/b.ts",
    ],
    [
      "a file on no floor",
      { "helpers.ts": 'export * from "./lib/a.js";\n', "lib/a.ts": value },
      "a file without a floor: src/helpers.ts → src/lib/a.ts",
    ],
  ];

  test.for(broken)("names %s", async ([, files, expected]) => {
    const lines = (await judge(files)).map((line) =>
      line.replace(/→ .*node_modules\/(@types\/)?/, "→ "),
    );
    expect(lines.some((line) => line.startsWith(expected.replace(/\.js$/, "")))).toBe(true);
  });

  test("lets types and functions reach Next", async () => {
    const text = [
      'import type { NextRequest } from "next/server.js";',
      'export const load = (): Promise<unknown> => import("next/headers.js");',
      "export type Request = NextRequest;",
    ];
    expect(await judge({ "next/a.ts": text.join("\n") })).toEqual([]);
  });
});
