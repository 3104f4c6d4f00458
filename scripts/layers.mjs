/** Holds src/ to the rules of .dependency-cruiser.mjs: the project's, or that of the folder it is given. */
import { registerHooks } from "node:module";
import { root } from "./lib/project.mjs";

// dependency-cruiser reads TypeScript by the classic compiler API, which TypeScript 7 no longer has.
registerHooks({
  resolve(specifier, context, next) {
    const mapped =
      /^typescript(?=$|\/)/.test(specifier) && context.parentURL?.includes("/dependency-cruiser/");
    return next(mapped ? specifier.replace("typescript", "typescript-6") : specifier, context);
  },
});

const { cruise } = await import("dependency-cruiser");
const { default: extractTSConfig } = await import(
  "dependency-cruiser/config-utl/extract-ts-config"
);
const { default: rules } = await import("../.dependency-cruiser.mjs");

const folder = process.argv[2] ?? root;
process.chdir(folder);
const { output } = await cruise(
  ["src"],
  { ...rules.options, ruleSet: { forbidden: rules.forbidden }, validate: true },
  undefined,
  { tsConfig: extractTSConfig(`${folder}/tsconfig.json`) },
);

const { violations, totalCruised, totalDependenciesCruised } = output.summary;
for (const { rule, from, to, cycle } of violations) {
  console.log(`${rule.name}: ${from}${to && to !== from ? ` → ${to}` : ""}`);
  if (cycle?.length) console.log(`  ${cycle.map((step) => step.name ?? step).join(" → ")}`);
}
console.log(
  `${violations.length} violations, ${totalCruised} modules, ${totalDependenciesCruised} dependencies`,
);

// Without a parser for TypeScript it would find modules and no dependency, and nothing wrong.
const blind = totalDependenciesCruised === 0;
if (blind) console.log("No dependency was read: the TypeScript parser is missing.");
process.exitCode = violations.length > 0 || blind ? 1 : 0;
