/** What an app's bundle grows by: esbuild, minified, gzipped, with Next.js and React left out. */
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

/** Kilobytes of 1,000 bytes; chunks that are loaded later count too. */
async function kilobytes(contents, platform) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: bench },
    bundle: true,
    minify: true,
    write: false,
    splitting: true,
    format: "esm",
    outdir: "out",
    platform,
    target: "es2022",
    external: ["next", "next/*", "react", "react/*", "react-dom"],
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  });
  return outputFiles.reduce((total, file) => total + gzipSync(file.contents).length, 0) / 1000;
}

async function row(what, sources, platform, limit) {
  const sizes = {};
  for (const [name, source] of Object.entries(sources))
    sizes[name] = await kilobytes(source, platform);
  const figures = Object.fromEntries(
    Object.entries(sizes).map(([name, size]) => [name, format(size, "KB")]),
  );
  return { what, figures, bars: [exactBar(sizes.latchkey, limit, "KB")] };
}

/** @returns {Promise<import("./lib/report.mjs").Row[]>} */
export async function measureSizes() {
  return [
    await row(
      "client: signIn, signOut, useSession, SessionProvider; gzip",
      clients,
      "browser",
      2.5,
    ),
    await row("server with one OpenID Connect provider; gzip", servers, "node", 35),
  ];
}
