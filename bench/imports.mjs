/** How long a process that has loaded nothing yet takes to import a server. */
import { format, ratioBar, timeBar } from "./lib/report.mjs";
import { node } from "./lib/run.mjs";
import { inTurn, median } from "./lib/stats.mjs";

const PROCESSES = 15;

/** next-auth itself cannot be imported by plain Node: its core stands in for it. */
const servers = {
  latchkey: "latchkey",
  "next-auth": "@auth/core",
  "better-auth": "better-auth",
  "iron-session": "iron-session",
};

async function milliseconds(specifier) {
  const script = `
    const start = performance.now();
    await import(${JSON.stringify(specifier)});
    console.log(performance.now() - start);`;
  return Number(await node(["--input-type=module", "--eval", script]));
}

/** @returns {Promise<import("./lib/report.mjs").Row[]>} */
export async function measureImports() {
  const contenders = Object.fromEntries(
    Object.entries(servers).map(([name, specifier]) => [name, () => milliseconds(specifier)]),
  );
  // Once for nothing: the files are read from the disk now.
  await inTurn(contenders, 1);
  const times = await inTurn(contenders, PROCESSES);
  // Whatever else the machine does makes a start slower, never faster.
  const fastest = (name) => Math.min(...times[name]);
  const figures = Object.fromEntries(
    Object.entries(times).map(([name, all]) => [name, format(median(all), "ms")]),
  );
  figures["next-auth"] += " (@auth/core)";
  return [
    {
      what: "cold import of the server",
      figures,
      bars: [
        timeBar(median(times.latchkey), 40, "ms"),
        ratioBar(fastest("latchkey") / fastest("next-auth"), {
          atMost: 1 / 3,
          of: "@auth/core's time, the fastest starts compared",
        }),
      ],
    },
  ];
}
