/** Counts what passed and failed over all suites, and what vitest's JSON report says of one. */
import { existsSync, readFileSync } from "node:fs";

export function createTally() {
  const rows = [];
  return {
    rows,
    /** @param {{ name: string, passed: number, failed: number, skipped?: number, seconds: number }} row */
    add(row) {
      rows.push(row);
    },
    /** Prints a row for each suite and, alone on the last line, the sum. Returns how many failed. */
    print() {
      console.log("");
      for (const { name, passed, failed, skipped = 0, seconds } of rows) {
        const note = skipped > 0 ? `, ${skipped} skipped` : "";
        console.log(
          `${name.padEnd(16)} ${passed} passed, ${failed} failed${note}  (${seconds.toFixed(1)} s)`,
        );
      }
      const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
      console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
      return sum("failed");
    },
  };
}

/**
 * Reads a vitest report. A file that could not be loaded has no tests to fail, and an error between tests fails none:
 * both count as one failure, as does a run that left no report or tested nothing.
 */
export function readReport(path, exitCode) {
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(path, "utf8"));
  const broken = report.testResults.filter(
    (file) =>
      file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  ).length;
  const failed = report.numFailedTests + broken;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && (exitCode !== 0 || report.numPassedTests === 0) ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
