import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const require = createRequire(import.meta.url);

/** Whose client: ours from its source, or the published one. */
export const clients = {
  latchkey: `${root}src/react/index.ts`,
  "next-auth": `${root}node_modules/next-auth/react.js`,
} as const;
export type Client = keyof typeof clients;

/** The oldest and the newest React that the client must run on. */
export type ReactMajor = 18 | 19;

/**
 * Bundles a client with one React into a script. Its global `tab` has `auth` (the client), `React`, `dom`
 * (react-dom/client) and `server` (react-dom/server.browser).
 */
export async function bundleTab(
  client: Client,
  react: ReactMajor,
  mode: "development" | "production" = "development",
): Promise<string> {
  const [core, dom] = react === 18 ? ["react-18", "react-dom-18"] : ["react", "react-dom"];
  const contents = `
    export * as auth from ${JSON.stringify(clients[client])};
    export * as React from "react";
    export * as dom from "react-dom/client";
    export * as server from "react-dom/server.browser";`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "tab",
    platform: "browser",
    // The published client expects a bundler that knows `process`.
    define: { "process.env.NODE_ENV": JSON.stringify(mode), "process.env": "{}" },
    alias: { react: pathOf(core), "react-dom": pathOf(dom) },
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** Bundles a client as a Server Component gets it, with the React that has no context. */
export async function bundleForServerComponents(client: Client): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [clients[client]],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    conditions: ["react-server"],
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** A package's folder, which is what an alias with subpaths needs. */
function pathOf(name: string): string {
  return require.resolve(`${name}/package.json`).slice(0, -"/package.json".length);
}

/** What `signIn`, `signOut`, `useSession` and `SessionProvider` cost in a browser, React aside. */
export async function bundleForSize(
  client: Client,
): Promise<{ code: Uint8Array; inputs: string[] }> {
  const contents = `export { signIn, signOut, useSession, SessionProvider } from ${JSON.stringify(clients[client])}`;
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    external: ["react", "react/jsx-runtime"],
    define: { "process.env.NODE_ENV": '"production"' },
    absWorkingDir: root,
  });
  return {
    code: outputFiles[0]?.contents ?? new Uint8Array(),
    inputs: Object.keys(metafile.inputs),
  };
}
