type NodeProcess = {
  readonly env?: Readonly<Record<string, string | undefined>>;
  getBuiltinModule?(id: string): unknown;
};

declare const EdgeRuntime: unknown;

/** The two built-in modules of Node that the library works with. */
export interface NodeModules {
  readonly crypto: typeof import("node:crypto");
  readonly Buffer: typeof import("node:buffer").Buffer;
}

/**
 * Node's own crypto, or null where there is none or it is not to be trusted to be complete.
 *
 * Next 14 throws in edge middleware when `process.getBuiltinModule` is called, and its build warns of
 * any `process.x` it sees other than `process.env`. Hence the order of the questions, and `globalThis.process`.
 */
export function nodeModules(): NodeModules | null {
  const host = globalThis as {
    readonly Bun?: unknown;
    readonly Deno?: unknown;
    readonly process?: NodeProcess;
    readonly navigator?: { readonly userAgent?: string };
  };
  // Bundlers for the edge replace exactly this expression; elsewhere the global says it.
  if (typeof EdgeRuntime !== "undefined" || host.process?.env?.NEXT_RUNTIME === "edge") return null;
  // Their node:crypto is a rewrite, parts of which throw when called.
  if (host.Bun || host.Deno || host.navigator?.userAgent === "Cloudflare-Workers") return null;
  const load = (id: string): unknown => host.process?.getBuiltinModule?.(id);
  const crypto = load("node:crypto") as NodeModules["crypto"] | undefined;
  const buffer = load("node:buffer") as typeof import("node:buffer") | undefined;
  return crypto && buffer ? { crypto, Buffer: buffer.Buffer } : null;
}
