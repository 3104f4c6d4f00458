import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Difference, judge } from "./harness/compare.js";
import { type Config, type Library, loadPublished } from "./harness/library.js";
import type { Observation } from "./harness/observation.js";
import { type ScriptedProvider, startProvider } from "./harness/provider.js";
import { type Run, run } from "./harness/run.js";
import type { Scenario } from "./harness/scenario.js";
import { groups } from "./scenarios/index.js";
import { due, plainCallbacks, post, standard } from "./scenarios/kit.js";

let published: Library;
let provider: ScriptedProvider;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  [published, provider] = await Promise.all([loadPublished(), startProvider()]);
});
afterAll(() => provider.close());

describe("the published package compared with itself", () => {
  for (const [group, scenarios] of Object.entries(groups))
    test(group, async () => {
      const faults: string[] = [];
      for (const scenario of scenarios) {
        const one = await run(published, scenario, provider);
        const other = await run(published, scenario, provider);
        const verdict = judge(one.observations, other.observations, one, [], []);
        faults.push(...verdict.faults.map((fault) => `${scenario.name}: ${fault}`));
      }
      expect(faults).toEqual([]);
    });
});

const visit: Scenario = {
  name: "a visit",
  config: standard({ callbacks: plainCallbacks }),
  steps: [
    { path: "/signin" },
    post("/callback/credentials", {
      username: "alice",
      password: "wonderland",
      callbackUrl: "/me",
    }),
    { path: "/session", after: due },
    post("/signin/acme"),
  ],
};

type Change = (response: Response, config: Config) => Response | Promise<Response>;

const headers =
  (edit: (headers: Headers) => void): Change =>
  (response) => {
    const changed = new Headers(response.headers);
    edit(changed);
    return new Response(response.body, { status: response.status, headers: changed });
  };

const cookies = (edit: (line: string) => string | null): Change =>
  headers((all) => {
    const lines = all.getSetCookie();
    all.delete("set-cookie");
    for (const line of lines) {
      const edited = edit(line);
      if (edited !== null) all.append("set-cookie", edited);
    }
  });

const text =
  (edit: (text: string) => string): Change =>
  async (response) =>
    new Response(edit(await response.text()), {
      status: response.status,
      headers: response.headers,
    });

const throws: Change = () => {
  throw new TypeError("x");
};

/** Doubles of the published package that each do one thing differently, and where that must show. */
const mutants: Record<string, readonly [path: string, change: Change]> = {
  "another status": ["/status", (r) => new Response(r.body, { status: 203, headers: r.headers })],
  "another target": ["/location", headers((h) => h.has("location") && h.set("location", "/else"))],
  "a parameter more for the provider": [
    "/location",
    headers(
      (h) => h.get("location")?.includes("acme") && h.set("location", `${h.get("location")}&a=b`),
    ),
  ],
  "a header more": ["/headers/x-more", headers((h) => h.set("x-more", "1"))],
  "a header less": ["/headers/pragma", headers((h) => h.delete("pragma"))],
  "another header": ["/headers/cache-control", headers((h) => h.set("cache-control", "public"))],
  "a cookie less": ["/cookies/", cookies((line) => (line.includes("csrf-token") ? null : line))],
  "a cookie more": ["/cookies/more", headers((h) => h.append("set-cookie", "more=1"))],
  "a cookie twice": [
    "(again)",
    headers((h) => h.append("set-cookie", h.getSetCookie()[0] ?? "none=")),
  ],
  "another attribute": [
    "/attributes",
    cookies((line) => line.replace("SameSite=Lax", "SameSite=None")),
  ],
  "an attribute less": ["/attributes", cookies((line) => line.replace("; HttpOnly", ""))],
  "another lifetime": [
    "/attributes",
    cookies((line) => line.replace(/Expires=\w+/, "Expires=Mon")),
  ],
  "another sealed value": [
    "session-token/value",
    cookies((line) => line.replace(/(session-token=)[^;]+/, "$1junk")),
  ],
  "another plain value": [
    "callback-url/value",
    cookies((line) => line.replace("app.test", "b.test")),
  ],
  "a CSRF cookie of another secret": [
    "csrf-token/value",
    cookies((line) => line.replace(/(%7C)[0-9a-f]{64}/, `$1${"0".repeat(64)}`)),
  ],
  "another body": ["/body", text((body) => body.replace("Alice", "Bob"))],
  "a form that goes elsewhere": ["/body/forms", text((body) => body.replace("/signin/acme", "/x"))],
  "a form without a field": ["/fields", text((body) => body.replace('name="username"', ""))],
  "an error thrown": ["/thrown", throws],
  "an error logged": [
    "/calls",
    (response, config) => {
      (config.logger as { error(e: Error): void }).error(new Error("x"));
      return response;
    },
  ],
  "other arguments": [
    "/calls",
    (response, config) => {
      (config.callbacks as { jwt(p: unknown): void }).jwt({ token: {} });
      return response;
    },
  ],
};

describe("a double that differs is found out", () => {
  const doubled = (change: Change): Library => ({
    ...published,
    Auth: async (request, config) =>
      change((await published.Auth(request, config)) as Response, config),
  });

  for (const [name, [path, change]] of Object.entries(mutants))
    test(name, async () => {
      const one = await run(published, visit, provider);
      const other = await run(doubled(change), visit, provider);
      const { faults } = judge(one.observations, other.observations, one, [], []);
      expect(faults.join("\n")).toContain(path);
    });
});

describe("listed differences", () => {
  const teapot: Difference = { id: "T1", rewrite: (one) => ({ ...one, status: 418 }) };
  let same: Run;
  let teapots: Observation[];
  beforeAll(async () => {
    same = await run(published, visit, provider);
    teapots = same.observations.map((one) => ({ ...one, status: 418 }));
  });
  const verdict = (ours: readonly Observation[], named: string[], list: Difference[]) =>
    judge(same.observations, ours, same, named, list).faults;

  test("one that is named and shows passes", () => {
    expect(verdict(teapots, ["T1"], [teapot])).toEqual([]);
  });
  test("one that shows without being named fails", () => {
    expect(verdict(teapots, [], [teapot])).not.toEqual([]);
  });
  test("one that is named and no longer shows fails", () => {
    expect(verdict(same.observations, ["T1"], [teapot])).not.toEqual([]);
  });
  test("one that has nothing to change fails", () => {
    const nothing: Difference = { id: "T1", rewrite: (one) => one };
    expect(verdict(same.observations, ["T1"], [nothing])).toEqual([
      "T1 has nothing to change here",
    ]);
  });
  test("one that does not exist fails", () => {
    expect(verdict(same.observations, ["T9"], [teapot])).toEqual(["T9 is not defined"]);
  });
  test("a standing one applies by its rule, and fails where it no longer shows", () => {
    expect(verdict(teapots, [], [{ ...teapot, standing: true }])).toEqual([]);
    expect(verdict(same.observations, [], [{ ...teapot, standing: true }])).not.toEqual([]);
  });
});
