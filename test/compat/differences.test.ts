import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { keepFigure } from "../support/figures.js";
import { differences } from "./harness/differences/index.js";
import { groups, leaky } from "./scenarios/index.js";

const root = new URL("../../", import.meta.url);
const text = readFileSync(new URL("docs/differences.md", root), "utf8");

/** The rows of the document's tables. */
const rows = [...text.matchAll(/^\| (D\d+) \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map(
  ([, id = "", what = "", why = "", proof = ""]) => ({
    id,
    what,
    why,
    proofs: proof.split("<br>"),
  }),
);
const scenarios = [...Object.values(groups).flat(), ...leaky];
const defined = new Map(differences.map((difference) => [difference.id, difference]));

test("every row of the tables is read", () => {
  expect(rows.length).toBe([...text.matchAll(/^\| D/gm)].length);
});

test("ids are unique, in the document and in the harness", () => {
  const ids = rows.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(defined.size).toBe(differences.length);
});

test("what the harness knows is in the document, and what scenarios name is in the harness", () => {
  const ids = rows.map(({ id }) => id);
  for (const id of defined.keys()) expect(ids).toContain(id);
  for (const { differs = [] } of scenarios)
    for (const id of differs) expect([...defined.keys()]).toContain(id);
});

test("at least 850 requests are sent to both packages", () => {
  const requests = scenarios.reduce((sum, { steps }) => sum + steps.length, 0);
  expect(requests).toBeGreaterThanOrEqual(850);
  keepFigure(
    "requests sent to us and to the published next-auth",
    `${requests} in ${scenarios.length} scenarios`,
  );
});

test("no two scenarios have one name", () => {
  const names = scenarios.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

describe("each entry names its tests", () => {
  for (const { id, proofs } of rows)
    for (const proof of proofs)
      test(`${id} ${proof}`, () => {
        const [, name] = /^compat: (.+)$/.exec(proof) ?? [];
        if (name === "every scenario") {
          expect(defined.get(id)?.standing).toBe(true);
        } else if (name) {
          const scenario = scenarios.find((one) => one.name === name);
          expect(scenario?.differs).toContain(id);
        } else {
          const [file = "", title = ""] = proof.split(" › ");
          const url = new URL(file, root);
          expect(existsSync(url)).toBe(true);
          expect(title).not.toBe("");
          expect(readFileSync(url, "utf8")).toContain(title);
        }
      });
});
