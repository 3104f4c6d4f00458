import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import rootManifest from "../../package.json" with { type: "json" };
import { type Cell, cells } from "./cells.js";
import { type App, countInstantiations, createApp, diagnose } from "./compile.js";

const reference: Cell = { typescript: "5.9", resolution: "bundler" };
const BUDGET = 2_000;

let published: App;

beforeAll(async () => {
  const { "next-auth": nextAuth, "@auth/core": core } = rootManifest.devDependencies;
  published = await createApp({ "next-auth": nextAuth, "@auth/core": core });
});

afterAll(() => published?.remove());

test("the fixtures are written for Auth.js: the published packages compile them", async () => {
  const options = { judgeLibrary: false };
  // Two programs: there "next-auth" re-exports the types of "@auth/core", and TypeScript applies one augmentation only.
  expect(await diagnose(published, reference, ["app", "names"], options)).toEqual([]);
  expect(await diagnose(published, reference, ["core"], options)).toEqual([]);
});

describe("an app that has latchkey under the names of Auth.js", () => {
  let ours: App;

  beforeAll(async () => {
    const tarball = `file:${inject("tarball")}`;
    ours = await createApp({ "next-auth": tarball, "@auth/core": tarball });
  });

  afterAll(() => ours?.remove());

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
