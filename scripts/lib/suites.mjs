/** The folders of test/ that hold tests, in the order in which they are run. */
import { existsSync } from "node:fs";
import { inRoot } from "./project.mjs";

const SUITES = ["unit", "conformance", "compat", "attacks", "oidc", "types", "package", "e2e"];

export const suites = SUITES.filter((name) => existsSync(inRoot("test", name)));
