/** `auth()` outside Next.js: the first read of a token, and the same token again. */
import { do_not_optimize, measure } from "mitata";
import { format, ratioBar, timeBar } from "../lib/report.mjs";
import { inTurn, median, ratio } from "../lib/stats.mjs";
import * as betterAuth from "./better-auth.mjs";
import * as ironSession from "./iron-session.mjs";
import * as latchkey from "./latchkey.mjs";
import * as nextAuth from "./next-auth.mjs";
import { createRawOpen } from "./raw.mjs";
import { secret } from "./user.mjs";

const TOKENS = 2048;

/**
 * The processor time of the whole process, its threads included, in nanoseconds. A clock would also count waiting for
 * threads: on an idle machine it showed 1,570 to 1,810 µs for next-auth where this shows 1,320 to 1,420, and no more
 * than this for ours.
 */
function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}

const sampling = {
  now: processorTime,
  batch_samples: 256,
  batch_threshold: 1e9,
  min_samples: 20,
  min_cpu_time: 250e6,
};

/** Microseconds a read: the median of samples of 256 reads each, so that collecting garbage is part of it. */
async function microseconds({ prepare, read }) {
  const { p50 } = await measure(
    function* () {
      // The parameter has to be declared: mitata counts them.
      yield { 0: prepare, bench: (source) => read(source) };
    },
    { ...sampling },
  );
  return p50 / 1000;
}

/** A read that finds nobody would be fast, and worth nothing. */
async function assertReads(name, { prepare, read }) {
  const found = await read(await prepare());
  const session = name === "latchkey" || name === "repeated" ? found.session : found;
  const user = session?.user ?? session;
  if (user?.name !== "Ada Lovelace") throw new Error(`${name} read no session`);
  do_not_optimize(found);
}

async function contenders() {
  const tokens = await latchkey.issueTokens(TOKENS);
  const rawOpen = createRawOpen(secret, latchkey.cookieName);
  let next = 0;
  return {
    raw: { prepare: () => tokens[next++ % TOKENS], read: rawOpen },
    latchkey: latchkey.firstReads(tokens),
    repeated: latchkey.repeatedReads(tokens[0]),
    pages: latchkey.pagesReads(tokens),
    "next-auth": await nextAuth.reads(tokens),
    "better-auth": await betterAuth.reads(64),
    "iron-session": await ironSession.reads(64),
  };
}

/** @returns {Promise<import("../lib/report.mjs").Row[]>} */
export async function measureReads() {
  const all = await contenders();
  for (const [name, contender] of Object.entries(all)) await assertReads(name, contender);
  const timed = Object.fromEntries(
    Object.entries(all).map(([name, contender]) => [name, () => microseconds(contender)]),
  );
  // Once for nothing: what is compiled late is compiled now.
  await inTurn(timed, 1);
  const figures = await inTurn(timed);
  const [first, again] = [median(figures.latchkey), median(figures.repeated)];
  const show = (name) => format(median(figures[name]), "µs");
  const peers = Object.fromEntries(
    ["next-auth", "better-auth", "iron-session"].map((name) => [name, show(name)]),
  );
  return [
    {
      what: "`auth()`, first read of a token",
      figures: { latchkey: format(first, "µs"), ...peers },
      bars: [
        ratioBar(ratio(figures.latchkey, figures.raw), {
          atMost: 2,
          of: `a raw open and parse of ${show("raw")}`,
        }),
        ratioBar(ratio(figures["next-auth"], figures.latchkey), {
          atLeast: 100,
          of: "faster than next-auth",
        }),
      ],
    },
    {
      what: "`auth(req, res)`, first read of a token",
      figures: { latchkey: show("pages"), "next-auth": peers["next-auth"] },
      bars: [],
    },
    {
      what: "`auth()`, the token again",
      figures: { latchkey: format(again, "µs"), ...peers },
      bars: [
        timeBar(again, 5, "µs"),
        ratioBar(ratio(figures["next-auth"], figures.repeated), {
          atLeast: 100,
          of: "faster than next-auth",
        }),
      ],
    },
  ];
}
