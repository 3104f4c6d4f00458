import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { logos } from "../../../src/pages/logos.js";

test("the file is what the generator writes", async () => {
  await expect(
    promisify(execFile)(process.execPath, ["scripts/logos.mjs", "--check"]),
  ).resolves.toMatchObject({ stderr: "" });
});

test("a logo is a path and a colour, nothing else", () => {
  expect(logos.size).toBeGreaterThanOrEqual(8);
  for (const [id, logo] of logos) {
    expect(id).toMatch(/^[a-z0-9-]+$/);
    expect(logo.color).toMatch(/^#[0-9a-f]{6}$/);
    expect(logo.path).toMatch(/^[Mm][\d\s.,eAaCcHhLlMmQqSsTtVvZz-]+$/);
  }
});
