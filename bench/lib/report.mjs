/** The table, for the terminal and for RESULTS.md. */

/**
 * What is held against a figure.
 * @typedef {object} Bar
 * @property {string} text what was found and what is asked for
 * @property {boolean} met
 * @property {boolean} judged whether a bar that is missed fails the run. Times in themselves do not: they depend on
 *   the machine and on what else it does. Ratios of one run, sizes and counts do.
 */

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {Record<string, string>} figures by column
 * @property {readonly Bar[]} bars
 */

const COLUMNS = ["latchkey", "next-auth", "better-auth", "iron-session"];

/** A ratio of one run, at most `limit` or, with `atLeast`, no less than it. @returns {Bar} */
export function ratioBar(found, { atMost, atLeast, of }) {
  const met = atMost === undefined ? found >= atLeast : found <= atMost;
  const asked = atMost === undefined ? `at least ${round(atLeast)}` : `at most ${round(atMost)}`;
  return { text: `${round(found)} × ${of} (${asked})`, met, judged: true };
}

/** A size or a count, the same on every machine. @returns {Bar} */
export function exactBar(found, limit, unit) {
  return { text: `at most ${format(limit, unit)}`, met: found <= limit, judged: true };
}

/** A time: reported, not judged. @returns {Bar} */
export function timeBar(found, limit, unit) {
  return { text: `at most ${format(limit, unit)}`, met: found <= limit, judged: false };
}

function round(value) {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** @param {number} value @param {string} unit */
export function format(value, unit) {
  const digits = Number.isInteger(value) ? value.toLocaleString("en") : round(value);
  return unit === "" ? digits : `${digits} ${unit}`;
}

function verdict({ met, judged }) {
  if (met) return "pass";
  return judged ? "FAIL" : "over, not judged";
}

function cells({ what, figures, bars }) {
  const outcome = bars.map((bar) => `${verdict(bar)}: ${bar.text}`);
  return [what, ...COLUMNS.map((column) => figures[column] ?? "–"), outcome];
}

/**
 * The table as a document.
 * @param {readonly Row[]} rows
 * @param {readonly string[]} taken on what and when
 */
export function toMarkdown(rows, taken) {
  const head = ["what", ...COLUMNS, "against the budget"];
  const lines = rows.map((row) => cells(row).map((cell) => [cell].flat().join("<br>")));
  const table = [head, head.map(() => "---"), ...lines];
  return `# Results

Written by \`npm run bench\`. ${taken.join("; ")}.

${table.map((line) => `| ${line.join(" | ")} |`).join("\n")}

- Every figure is the median of five rounds (imports: of 15 processes). Each round measures every contender, and a
  ratio is the median of the rounds' ratios (imports: of the fastest starts).
- Ratios, sizes and counts are judged. Times in themselves are not: they depend on the machine.
- Reads are processor time, threads included, outside Next.js, with identity callbacks. A first read is of a token that
  the instance has not seen, in cookies that are parsed already, as Next.js hands them over; \`auth(req, res)\` parses them.
  next-auth remembers nothing, so its reads are all alike, and are \`auth(req, res)\`, the form that can be called without
  Next.js. better-auth reads its signed cookie cache, iron-session its seal.
- Take the reads on an idle machine. While other processes kept the cores busy, a read by next-auth was often seen at 760
  to 900 µs, 50 to 60 × ours in place of about 100; why was not examined.
- The cold import of next-auth is that of @auth/core: plain Node cannot import next-auth.
- Sizes are kilobytes of 1,024 bytes, minified and gzipped, Next.js and React left out.
- The client page is counted without JSX, whose types are React's own and cost the same in any app.
`;
}

/** @param {readonly Row[]} rows */
export function toText(rows) {
  const head = ["", ...COLUMNS];
  const table = [head, ...rows.map((row) => cells(row).slice(0, -1))];
  const widths = head.map((_, column) => Math.max(...table.map((line) => line[column].length)));
  const pad = (line) => line.map((cell, column) => cell.padEnd(widths[column])).join("  ");
  return [
    pad(head),
    ...rows.flatMap((row) => [
      pad(cells(row).slice(0, -1)),
      ...row.bars.map((bar) => `    ${verdict(bar)}: ${bar.text}`),
    ]),
  ].join("\n");
}

/** Whether a bar that counts was missed. @param {readonly Row[]} rows */
export function hasFailed(rows) {
  return rows.some(({ bars }) => bars.some(({ met, judged }) => judged && !met));
}
