/** What an app's bundle grows by: esbuild, minified, gzipped, with Next.js and React left out. */
import { relative } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { exactBar, format } from "./lib/report.mjs";
import { bench } from "./lib/run.mjs";

const clientOf = (library) =>
  `export { SessionProvider, signIn, signOut, useSession } from "${library}/react";`;
const serverOf = (library) => `
  import NextAuth from "${library}";
  import Keycloak from "${library}/providers/keycloak";
  export const { handlers, auth, signIn, signOut } = NextAuth({ providers: [Keycloak] });`;

const clients = {
  latchkey: clientOf("latchkey"),
  "next-auth": clientOf("next-auth"),
  "better-auth": `
    import { createAuthClient } from "better-auth/react";
    export const { signIn, signOut, useSession } = createAuthClient();`,
};

const servers = {
  latchkey: serverOf("latchkey"),
  "next-auth": serverOf("next-auth"),
  "better-auth": `
    import { betterAuth } from "better-auth";
    import { toNextJsHandler } from "better-auth/next-js";
    export const auth = betterAuth({ socialProviders: { google: { clientId: "a", clientSecret: "b" } } });
    export const { GET, POST } = toNextJsHandler(auth);`,
  "iron-session": `export { getIronSession } from "iron-session";`,
};

const KB = 1024;

/** Bundles into the chunks that are loaded one by one, or into a single file with all that may ever be loaded. */
async function bundle(contents, platform, splitting) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: bench,
    stdin: { contents, resolveDir: bench },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    splitting,
    format: "esm",
    outdir: "out",
    platform,
    target: "es2022",
    external: ["next", "next/*", "react", "react/*", "react-dom"],
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  });
  return {
    metafile,
    sizes: new Map(
      outputFiles.map(({ path, contents }) => [
        relative(bench, path),
        gzipSync(contents, { level: 9 }).length,
      ]),
    ),
  };
}

/** Kilobytes that are loaded with the entry, and those of everything in one file. */
async function sizesOf(contents, platform) {
  const { metafile, sizes } = await bundle(contents, platform, true);
  const atStart = new Set(["out/stdin.js"]);
  for (const name of atStart)
    for (const { path, kind } of metafile.outputs[name].imports)
      if (kind !== "dynamic-import" && sizes.has(path)) atStart.add(path);
  const whole = await bundle(contents, platform, false);
  const sum = (names, of) => [...names].reduce((total, name) => total + of.get(name), 0) / KB;
  return { start: sum(atStart, sizes), all: sum(whole.sizes.keys(), whole.sizes) };
}

async function bundles(sources, platform) {
  const found = {};
  for (const [name, source] of Object.entries(sources))
    found[name] = await sizesOf(source, platform);
  return found;
}

function row(what, found, part, limit) {
  const figures = Object.entries(found).map(([name, sizes]) => [name, format(sizes[part], "KB")]);
  const bars = limit === undefined ? [] : [exactBar(found.latchkey[part], limit, "KB")];
  return { what, figures: Object.fromEntries(figures), bars };
}

/** @returns {Promise<import("./lib/report.mjs").Row[]>} */
export async function measureSizes() {
  const client = await bundles(clients, "browser");
  const server = await bundles(servers, "node");
  return [
    row("client: signIn, signOut, useSession, SessionProvider", client, "all", 2.5),
    row("server with one OpenID Connect provider, loaded at start", server, "start", 35),
    row("the same in one file, with what is loaded later", server, "all"),
  ];
}
