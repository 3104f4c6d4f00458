/**
 * The house, as ARCHITECTURE.md draws it: imports point down only, type imports included, and nothing goes round.
 * One row a unit: where it lives, and what it may use besides itself.
 */
const ground = ["lib", "types", "errors", "symbols"];
const second = ["token", "protocol"];
const server = [...ground, ...second, "session", "pages", "methods"];

const UNITS = {
  // floor 1
  lib: { path: "lib/", uses: [] },
  symbols: { path: "symbols\\.ts", uses: [] },
  errors: { path: "errors\\.ts", uses: [] },
  types: { path: "types/", uses: ["symbols"] },
  // floor 2
  token: { path: "token/", uses: ground },
  protocol: { path: "protocol\\.ts", uses: ground },
  // floor 3
  session: { path: "session/", uses: [...ground, ...second] },
  pages: { path: "pages/", uses: [...ground, ...second] },
  client: { path: "client/", uses: ["protocol", "types", "errors", "symbols"] },
  // floor 4
  methods: { path: "methods/", uses: [...ground, ...second, "session"] },
  react: { path: "react/", uses: ["client", "protocol", "types", "errors", "symbols"] },
  // floor 5
  providers: { path: "providers/", uses: [...ground, "protocol", "methods"] },
  config: { path: "config/", uses: [...server, "providers"] },
  http: { path: "http/", uses: [...server, "providers", "config"] },
  // floor 6: the one place that chooses
  auth: { path: "auth(\\.ts|/)", uses: [...server, "providers", "config", "http"] },
  // floor 7: the doors and the bindings, which nobody below imports
  next: { path: "next/", uses: [...server, "providers", "config", "http", "auth"] },
  jwt: { path: "jwt\\.ts", uses: [...ground, ...second, "session"] },
  adapters: { path: "adapters\\.ts", uses: ["types"] },
  core: { path: "core\\.ts", uses: [...server, "providers", "config", "http", "auth"] },
  index: { path: "index\\.ts", uses: [...ground, "config", "http", "auth", "core", "next", "jwt"] },
};

const at = (names) => names.map((name) => `^src/${UNITS[name].path}`);

const floors = Object.entries(UNITS).map(([name, { path, uses }]) => ({
  name: `floor: ${name}`,
  comment: `${name} may import ${uses.join(", ") || "nothing"}`,
  severity: "error",
  from: { path: `^src/${path}` },
  to: { path: "^src/", pathNot: at([name, ...uses]) },
}));

/** Packages, and who may know them. Everything else on npm is nobody's. */
const PACKAGES = {
  oauth4webapi: "^src/methods/oauth/library\\.ts",
  react: "^src/(react|next)/",
  next: "^src/(next/|index\\.ts)",
};
const inPackage = (name) => `(^|/)node_modules/(@types/)?${name}/`;

const packages = Object.entries(PACKAGES).map(([name, owner]) => ({
  name: `package: ${name}`,
  severity: "error",
  from: { path: "^src/", pathNot: owner },
  to: { path: inPackage(name) },
}));

export default {
  forbidden: [
    ...floors,
    ...packages,
    {
      name: "a file without a floor",
      severity: "error",
      from: { path: "^src/", pathNot: at(Object.keys(UNITS)) },
      to: {},
    },
    {
      name: "no cycles",
      severity: "error",
      from: { path: "^src/" },
      to: { circular: true },
    },
    {
      name: "methods do not know each other",
      severity: "error",
      from: { path: "^src/methods/([^/.]+)" },
      to: { path: "^src/methods/", pathNot: "^src/methods/($1[/.]|method\\.ts)" },
    },
    {
      name: "next is loaded inside functions",
      comment:
        "the root door must load without Next and without its cost: import() or a type import",
      severity: "error",
      from: { path: "^src/" },
      to: {
        path: inPackage("next"),
        dynamic: false,
        dependencyTypesNot: ["type-only", "type-import"],
      },
    },
    {
      name: "react is loaded inside functions",
      severity: "error",
      from: { path: "^src/next/" },
      to: {
        path: inPackage("react"),
        dynamic: false,
        dependencyTypesNot: ["type-only", "type-import"],
      },
    },
    {
      name: "no package that is not listed",
      severity: "error",
      from: { path: "^src/" },
      to: {
        path: "(^|/)node_modules/",
        pathNot: [...Object.keys(PACKAGES).map(inPackage), "(^|/)node_modules/@types/node/"],
      },
    },
    {
      name: "no static import of node:",
      comment: "edge runtimes and bundlers: process.getBuiltinModule, guarded",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["core"], dependencyTypesNot: ["type-only", "type-import"] },
    },
    {
      name: "resolves",
      severity: "error",
      from: { path: "^src/" },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
    },
  },
};
