import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createTally, readReport } from "../../scripts/lib/tally.mjs";

describe("the sum at the end of npm test", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "latchkey-tally-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    vi.restoreAllMocks();
  });

  const read = (report: object, exitCode: number) => {
    const path = join(folder, "report.json");
    const numbers = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
    writeFileSync(path, JSON.stringify({ ...numbers, testResults: [], ...report }));
    return readReport(path, exitCode);
  };

  test("takes the figures of a run", () => {
    const report = { numPassedTests: 7, numFailedTests: 2, numPendingTests: 1 };
    expect(read(report, 1)).toEqual({ passed: 7, failed: 2, skipped: 1 });
  });

  test("counts a run without a report as a failure", () => {
    expect(readReport(join(folder, "none.json"), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test("counts a file that could not be loaded as a failure", () => {
    const testResults = [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{ status: "failed" }] },
      { status: "passed", assertionResults: [{ status: "passed" }] },
    ];
    const report = { numPassedTests: 1, numFailedTests: 1, testResults };
    expect(read(report, 1).failed).toBe(2);
  });

  test("counts an error between the tests, which fails none of them, as a failure", () => {
    expect(read({ numPassedTests: 3 }, 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  test("counts a run in which nothing was tested as a failure", () => {
    expect(read({}, 0).failed).toBe(1);
  });

  test("ends with one line", () => {
    const lines: string[] = [];
    vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
    const tally = createTally();
    tally.add({ name: "check", passed: 9, failed: 0, seconds: 1 });
    tally.add({ name: "unit", passed: 20, failed: 1, seconds: 2 });
    expect(tally.print()).toBe(1);
    expect(lines.at(-1)).toBe("29 passed, 1 failed");
  });
});
