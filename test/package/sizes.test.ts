import { relative } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import rootManifest from "../../package.json" with { type: "json" };
import { installed, packLatchkey } from "../support/pack.js";

const KB = 1024;

const client = `
  import { SessionProvider, signIn, signOut, useSession } from "next-auth/react";
  console.log(SessionProvider, signIn, signOut, useSession);`;

const server = `
  import NextAuth from "next-auth";
  import Keycloak from "next-auth/providers/keycloak";
  export const { handlers, auth } = NextAuth({ providers: [Keycloak] });`;

interface Bundle {
  /** Bytes, minified and gzipped, that are loaded with the entry. */
  readonly start: number;
  /** Bytes of all: what is loaded by `import()` when it is needed too. */
  readonly total: number;
  readonly inputs: readonly string[];
}

async function bundle(
  folder: string,
  contents: string,
  platform: "browser" | "node",
): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: folder,
    stdin: { contents, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    splitting: true,
    format: "esm",
    outdir: "out",
    platform,
    target: "es2022",
    external: ["next", "next/*", "react", "react-dom", "react/*"],
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const sizes = new Map(
    outputFiles.map((file) => [relative(folder, file.path), gzipSync(file.contents).length]),
  );
  const atStart = new Set<string>();
  const follow = (name: string): void => {
    if (atStart.has(name) || !sizes.has(name)) return;
    atStart.add(name);
    for (const { path, kind } of metafile.outputs[name]?.imports ?? []) {
      if (kind !== "dynamic-import") follow(path);
    }
  };
  follow("out/stdin.js");
  const sum = (names: Iterable<string>) =>
    [...names].reduce((total, name) => total + (sizes.get(name) ?? 0), 0);
  return { start: sum(atStart), total: sum(sizes.keys()), inputs: Object.keys(metafile.inputs) };
}

describe("bundled, minified and gzipped", () => {
  let ours: string;
  let published: string;

  beforeAll(async () => {
    ours = await installed("package-size", { "next-auth": `file:${await packLatchkey()}` });
    const { "next-auth": version, next, react } = rootManifest.devDependencies;
    published = await installed("package-size-published", { "next-auth": version, next, react });
  });

  test("the client takes at most 2.5 KB, and holds nothing of the server", async () => {
    const { total, inputs } = await bundle(ours, client, "browser");
    const peer = await bundle(published, client, "browser");
    console.log(`client: latchkey ${total} bytes, next-auth ${peer.total}`);
    expect(total).toBeLessThanOrEqual(2.5 * KB);
    const folders = inputs.map((input) => /next-auth\/dist\/([^/]+)/.exec(input)?.[1] ?? input);
    const allowed = [
      "client",
      "react",
      "types",
      "protocol.js",
      "errors.js",
      "symbols.js",
      "<stdin>",
    ];
    expect(folders.filter((folder) => !allowed.includes(folder))).toEqual([]);
  });

  test("the server with one OpenID Connect provider starts with at most 35 KB, and holds no client", async () => {
    const { start, total, inputs } = await bundle(ours, server, "node");
    const peer = await bundle(published, server, "node");
    console.log(`server: latchkey ${start} bytes, ${total} in all; next-auth ${peer.total}`);
    expect(start).toBeLessThanOrEqual(35 * KB);
    expect(inputs.filter((input) => /dist\/(client|react)\//.test(input))).toEqual([]);
  });
});
