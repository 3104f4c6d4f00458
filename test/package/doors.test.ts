import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import rootManifest from "../../package.json" with { type: "json" };
import { installed, packLatchkey } from "../support/pack.js";
import { doors, reactDoor } from "./doors.js";

const execute = promisify(execFile);
const NAMES = ["latchkey", "next-auth", "@auth/core"] as const;

/** The names that each specifier exports to plain Node, in a process of its own. */
async function exportsOf(folder: string, specifiers: string[]): Promise<Record<string, string[]>> {
  const script = `
    const found = {};
    for (const specifier of ${JSON.stringify(specifiers)}) found[specifier] = Object.keys(await import(specifier));
    console.log(JSON.stringify(found));`;
  const args = ["--input-type=module", "--eval", script];
  const { stdout } = await execute(process.execPath, args, { cwd: folder });
  return JSON.parse(stdout);
}

describe("in plain Node, without a bundler", () => {
  let alone: string;
  let withReact: string;

  beforeAll(async () => {
    const tarball = `file:${await packLatchkey()}`;
    const library = Object.fromEntries(NAMES.map((name) => [name, tarball]));
    const { react, "react-dom": reactDom, next } = rootManifest.devDependencies;
    alone = await installed("package-alone", library);
    withReact = await installed("package-react", {
      ...library,
      react,
      "react-dom": reactDom,
      next,
    });
  });

  test.for(NAMES)("every door of %s opens, with neither Next nor React installed", async (name) => {
    const specifiers = Object.keys(doors).map((door) => door.replace(/^\./, name));
    const found = await exportsOf(alone, specifiers);
    for (const [door, names] of Object.entries(doors)) {
      expect(found[door.replace(/^\./, name)], door).toEqual(expect.arrayContaining([...names]));
    }
  });

  test.for(NAMES)("%s/react opens where React is", async (name) => {
    const found = await exportsOf(withReact, [`${name}/react`]);
    expect(found[`${name}/react`]).toEqual(expect.arrayContaining([...reactDoor]));
  });

  test("the root has every value that @auth/core has at its root", async () => {
    const published = Object.keys(await import("@auth/core"));
    const found = await exportsOf(alone, ["latchkey"]);
    expect(found.latchkey).toEqual(expect.arrayContaining(published));
  });

  test("the errors are those of @auth/core", async () => {
    const published = Object.keys(await import("@auth/core/errors"));
    const found = await exportsOf(alone, ["@auth/core/errors"]);
    expect(found["@auth/core/errors"]).toEqual(expect.arrayContaining(published));
  });

  test("two copies agree: an error of one is an instance of the other's class", async () => {
    const script = `
      import { AuthError, CredentialsSignin } from "next-auth";
      import * as core from "@auth/core/errors";
      import { customFetch } from "@auth/core";
      import { customFetch as own } from "next-auth";
      const thrown = new core.CredentialsSignin();
      const answers = [thrown instanceof CredentialsSignin, thrown instanceof AuthError, customFetch === own,
        new core.MissingCSRF() instanceof CredentialsSignin, CredentialsSignin === core.CredentialsSignin];
      console.log(JSON.stringify(answers));`;
    const args = ["--input-type=module", "--eval", script];
    const { stdout } = await execute(process.execPath, args, { cwd: alone });
    expect(JSON.parse(stdout)).toEqual([true, true, true, false, false]);
  });

  test("package.json can be read through its door", async () => {
    const script = `
      import manifest from "next-auth/package.json" with { type: "json" };
      console.log(manifest.name, manifest.version);`;
    const args = ["--input-type=module", "--eval", script];
    const { stdout } = await execute(process.execPath, args, { cwd: alone });
    expect(stdout.trim()).toBe(`latchkey ${rootManifest.version}`);
  });
});
