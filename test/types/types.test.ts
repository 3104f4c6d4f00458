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

/**
 * Programs, not one: where two modules are one and the same, as "next-auth" and "@auth/core" are in the published
 * packages and as TypeScript sees two copies of ours, it applies the augmentation of one of them only.
 */
const programs = [
  ["app", "names"],
  ["core", "either"],
] as const;

test.for(programs)("the published packages compile the fixtures too: %s", async (include) => {
  // Their declarations are not ours to judge, and cannot be named by those of an app (TS2742).
  const options = {
    skipLibCheck: true,
    declaration: false,
    emitDeclarationOnly: false,
    noEmit: true,
  };
  expect(await diagnose(published, reference, include, options)).toEqual([]);
});

describe("an app that has latchkey under the names of Auth.js", () => {
  let ours: string;

  beforeAll(async () => {
    const tarball = `file:${await packLatchkey()}`;
    ours = await createApp("types", { "next-auth": tarball, "@auth/core": tarball });
  });

  test.for(cells)("TypeScript $typescript, moduleResolution $resolution", async (cell) => {
    const [first, second] = programs;
    // The first program reaches every declaration of ours, and judges them; once is enough.
    const found = [
      diagnose(ours, cell, first),
      diagnose(ours, cell, second, { skipLibCheck: true }),
    ];
    expect(await Promise.all(found)).toEqual([[], []]);
  });

  test(`the checker needs at most ${BUDGET} instantiations for auth.ts and a client page`, async () => {
    const count = await countInstantiations(ours, reference);
    const peer = await countInstantiations(published, reference);
    console.log(`tsc instantiations: latchkey ${count}, next-auth ${peer}`);
    expect(count).toBeLessThanOrEqual(BUDGET);
  });
});
