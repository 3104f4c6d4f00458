import type { Config, Library, NextAuthLike } from "./library.js";
import type { Observation } from "./observation.js";
import type { ScriptedProvider } from "./provider.js";
import type { Recorder } from "./recorder.js";

/** A request as data: the same for both implementations, but for what a flow learned from earlier answers. */
export interface RequestSpec {
  /** @default "GET", "POST" with a body */
  readonly method?: string;
  /** Below the origin, `/session` meaning `<base path>/session`; an absolute URL is taken as it is. */
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly cookies?: Record<string, string>;
  readonly form?: Record<string, string> | string;
  readonly json?: unknown;
  readonly body?: string;
  /** Seconds that pass before the request. */
  readonly after?: number;
  /** Leave the cookies that earlier answers set out. */
  readonly withoutJar?: boolean;
}

/** What one implementation has answered so far in a scenario. */
export interface Visit {
  readonly library: Library;
  readonly provider: ScriptedProvider;
  readonly jar: Map<string, string>;
  readonly answers: Answer[];
}

/** An answer as it came, before normalisation: flows take the random values from it. */
export interface Answer {
  readonly location: string | null;
  readonly body: string;
  readonly setCookie: readonly string[];
  readonly observed: Observation;
}

export type Step = RequestSpec | ((visit: Visit) => RequestSpec | Promise<RequestSpec>);

/** Where a request goes in. */
export type Entry =
  | "core"
  | "handlers"
  | "lazy"
  | "auth"
  | "wrapper"
  | "pages"
  | "action"
  | "render";

export interface Kit {
  readonly library: Library;
  readonly recorder: Recorder;
  /** An identity provider that does as it is told. */
  readonly provider: ScriptedProvider;
}

export interface Scenario {
  readonly name: string;
  /** Built anew for each implementation. @default `standard()` */
  readonly config?: (kit: Kit) => Config | Promise<Config>;
  /** The environment: nothing of AUTH_*, NEXTAUTH_* and alike is set besides. */
  readonly env?: Record<string, string>;
  /** @default "core" */
  readonly entry?: Entry;
  /** For `entry: "wrapper"`: the user's function. */
  readonly handler?: (request: unknown, kit: Kit) => unknown;
  /** For `entry: "action"` and `"render"`: the app's code, run for each step. */
  readonly act?: (auth: NextAuthLike, step: number) => unknown;
  readonly steps: readonly Step[];
  /** The published package throws here. Any other throw means that the scenario proves nothing. */
  readonly throws?: true;
  /** The ids of docs/differences.md that show here, and none besides. */
  readonly differs?: readonly string[];
}
