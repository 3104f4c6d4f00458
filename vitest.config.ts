import { defineConfig } from "vitest/config";

/** One project a folder of test/: run one with `npx vitest run --project unit`. */
const suite = (name: string, options: Record<string, unknown> = {}) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.{ts,tsx,mts}`],
    exclude: ["**/node_modules/**", "**/fixtures/**"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // next-auth imports "next/server" without an extension, which Node itself cannot resolve.
    server: { deps: { inline: ["next-auth", "@auth/core"] } },
    env: { NEXT_TELEMETRY_DISABLED: "1" },
    ...options,
  },
});

/** Builds, installs and browsers take minutes on a busy machine, and one at a time is faster than two. */
const heavy = { fileParallelism: false, testTimeout: 300_000, hookTimeout: 600_000 };
const packed = { ...heavy, globalSetup: ["scripts/vitest/pack.ts"] };

export default defineConfig({
  test: {
    projects: [
      suite("unit"),
      suite("conformance"),
      suite("compat", { testTimeout: 60_000 }),
      suite("attacks", { testTimeout: 60_000 }),
      suite("oidc", { ...heavy, testTimeout: 60_000 }),
      suite("package", packed),
      suite("types", packed),
      suite("e2e", packed),
    ],
  },
});
