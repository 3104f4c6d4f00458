import { beforeAll, describe, expect, test } from "vitest";
import rootManifest from "../../package.json" with { type: "json" };
import { packLatchkey } from "../support/pack.js";
import { type Cell, cells } from "./cells.js";
import { countInstantiations, createApp, diagnose } from "./compile.js";

const reference: Cell = { typescript: "5.9", resolution: "bundler" };
const BUDGET = 2_000;

let published: string;

beforeAll(async () => {
  const { "next-auth": nextAuth, "@auth/core": core } = rootManifest.devDependencies;
  published = await createApp("types-published", { "next-auth": nextAuth, "@auth/core": core });
});

test("the fixtures are written for Auth.js: the published packages compile them", async () => {
  const options = { judgeLibrary: false };
  // Two programs: there "next-auth" re-exports the types of "@auth/core", and TypeScript applies one augmentation only.
  expect(await diagnose(published, reference, ["app", "names"], options)).toEqual([]);
  expect(await diagnose(published, reference, ["core"], options)).toEqual([]);
});

describe("an app that has latchkey under the names of Auth.js", () => {
  let ours: string;

  beforeAll(async () => {
    const tarball = `file:${await packLatchkey()}`;
    ours = await createApp("types", { "next-auth": tarball, "@auth/core": tarball });
  });

  test.for(cells)("TypeScript $typescript, moduleResolution $resolution", async (cell) => {
    expect(await diagnose(ours, cell, ["app", "core", "names"])).toEqual([]);
  });

  test(`the checker needs at most ${BUDGET} instantiations for auth.ts and a client page`, async () => {
    const count = await countInstantiations(ours, reference);
    const peer = await countInstantiations(published, reference);
    console.log(`tsc instantiations: latchkey ${count}, next-auth ${peer}`);
    expect(count).toBeLessThanOrEqual(BUDGET);
  });
});
