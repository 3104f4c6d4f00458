import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { judge } from "./harness/compare.js";
import { differences } from "./harness/differences/index.js";
import { type Library, loadOurs, loadPublished } from "./harness/library.js";
import { type ScriptedProvider, startProvider } from "./harness/provider.js";
import { run } from "./harness/run.js";
import type { Scenario } from "./harness/scenario.js";
import { groups, leaky } from "./scenarios/index.js";

let provider: ScriptedProvider;
const applied = new Set<string>();

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  provider = await startProvider();
});
afterAll(() => provider.close());

async function compare(published: Library, ours: Library, scenario: Scenario): Promise<void> {
  const theirs = await run(published, scenario, provider);
  const mine = await run(ours, scenario, provider);
  const named = scenario.differs ?? [];
  const verdict = judge(theirs.observations, mine.observations, theirs, named, differences);
  expect(theirs.observations.some(({ kind }) => kind === "thrown")).toBe(scenario.throws ?? false);
  for (const id of verdict.applied) applied.add(id);
  expect(verdict.faults).toEqual([]);
}

describe("beside the published package", () => {
  let published: Library;
  let ours: Library;
  beforeAll(async () => {
    [published, ours] = await Promise.all([loadPublished(), loadOurs()]);
  });
  for (const [group, scenarios] of Object.entries(groups))
    describe(group, () => {
      for (const scenario of scenarios)
        test(scenario.name, () => compare(published, ours, scenario), 10_000);
    });
});

// The published package keeps flags for the life of the process: each of these gets a fresh copy.
describe("beside a fresh copy of the published package", () => {
  for (const scenario of leaky)
    test(scenario.name, async () => {
      vi.resetModules();
      await compare(await loadPublished(), await loadOurs(), scenario);
    });
});

test("each difference of the harness shows somewhere", () => {
  expect([...applied].sort()).toEqual(differences.map(({ id }) => id).sort());
});
