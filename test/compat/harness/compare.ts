import type { Observation } from "./observation.js";
import type { CarriedSession, Run, Sent } from "./run.js";
import type { Entry } from "./scenario.js";

/** One thing that two answers do not agree on. */
export interface Mismatch {
  readonly path: string;
  readonly theirs: unknown;
  readonly ours: unknown;
}

/** Where two values differ, deep. */
function mismatches(theirs: unknown, ours: unknown, path = ""): Mismatch[] {
  if (Object.is(theirs, ours)) return [];
  if (!isBranch(theirs) || !isBranch(ours) || Array.isArray(theirs) !== Array.isArray(ours))
    return [{ path, theirs, ours }];
  const keys = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
  return [...keys].flatMap((key) => mismatches(theirs[key], ours[key], `${path}/${key}`));
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** What a rewriting may look at. */
export interface RewriteContext {
  readonly step: number;
  readonly request: Request;
  readonly entry: Entry;
  /** Seconds since the epoch. */
  readonly now: number;
  /** The session that the request carried. */
  readonly session: CarriedSession | null;
  /** The answers of the other steps, as far as they are rewritten. */
  readonly all: readonly Observation[];
}

/**
 * A difference on purpose: how the published answers have to be rewritten to become ours. Exact, so that neither
 * less nor more than the difference passes.
 */
export interface Difference {
  readonly id: string;
  /** Applies wherever its rule finds something to rewrite, without being named. */
  readonly standing?: true;
  rewrite(theirs: Observation, context: RewriteContext): Observation;
}

export interface Verdict {
  /** Why the scenario fails; empty when it holds. */
  readonly faults: readonly string[];
  /** The differences that changed something. */
  readonly applied: ReadonlySet<string>;
}

/** Do the answers differ as the scenario says, exactly? */
export function judge(
  theirs: readonly Observation[],
  ours: readonly Observation[],
  { sent, entry }: Pick<Run, "sent" | "entry">,
  named: readonly string[],
  differences: readonly Difference[],
): Verdict {
  const faults: string[] = [];
  const applied = new Set<string>();
  let expected = structuredClone([...theirs]);
  for (const id of named)
    if (!differences.some((difference) => difference.id === id))
      faults.push(`${id} is not defined`);
  for (const difference of differences) {
    if (!difference.standing && !named.includes(difference.id)) continue;
    const before = expected;
    expected = before.map((one, step) =>
      difference.rewrite(structuredClone(one), {
        step,
        ...(sent[step] as Sent),
        entry,
        all: before,
      }),
    );
    if (mismatches(before, expected).length > 0) applied.add(difference.id);
    else if (!difference.standing) faults.push(`${difference.id} has nothing to change here`);
  }
  for (const { path, theirs: wanted, ours: got } of mismatches(expected, ours))
    faults.push(`answer ${path}: expected ${show(wanted)}, got ${show(got)}`);
  return { faults, applied };
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
