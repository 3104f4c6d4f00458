import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import rootManifest from "../../package.json" with { type: "json" };
import { installed, packLatchkey } from "../support/pack.js";

const KB = 1000;

const client = `
  import { SessionProvider, signIn, signOut, useSession } from "next-auth/react";
  console.log(SessionProvider, signIn, signOut, useSession);`;

const server = `
  import NextAuth from "next-auth";
  import Keycloak from "next-auth/providers/keycloak";
  export const { handlers, auth } = NextAuth({ providers: [Keycloak] });`;

interface Bundle {
  /** Bytes after minification and gzip. */
  readonly size: number;
  readonly inputs: readonly string[];
}

async function bundle(
  folder: string,
  contents: string,
  platform: "browser" | "node",
): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    splitting: true,
    format: "esm",
    outdir: join(folder, "out"),
    platform,
    target: "es2022",
    external: ["next", "next/*", "react", "react-dom", "react/*"],
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const size = outputFiles.reduce(
    (total, { contents: bytes }) => total + gzipSync(bytes).length,
    0,
  );
  return { size, inputs: Object.keys(metafile.inputs) };
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
    const { size, inputs } = await bundle(ours, client, "browser");
    const peer = await bundle(published, client, "browser");
    console.log(`client: latchkey ${size} bytes, next-auth ${peer.size}`);
    expect(size).toBeLessThanOrEqual(2.5 * KB);
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

  test("the server with one OpenID Connect provider takes at most 35 KB, and holds no client", async () => {
    const { size, inputs } = await bundle(ours, server, "node");
    const peer = await bundle(published, server, "node");
    console.log(`server: latchkey ${size} bytes, next-auth ${peer.size}`);
    expect(size).toBeLessThanOrEqual(35 * KB);
    expect(inputs.filter((input) => /dist\/(client|react)\//.test(input))).toEqual([]);
  });
});
