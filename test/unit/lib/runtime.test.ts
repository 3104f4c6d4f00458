import { afterEach, describe, expect, it, vi } from "vitest";
import { nodeModules } from "../../../src/lib/runtime.js";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

/** What `process` is in the edge sandbox of Next 14: every function throws when called. */
function sandboxProcess(env: Record<string, string>) {
  const getBuiltinModule = vi.fn(() => {
    throw new Error("A Node.js API is used which is not supported in the Edge Runtime.");
  });
  return { env, getBuiltinModule };
}

describe("nodeModules", () => {
  it("gives Node's modules on Node", () => {
    expect(nodeModules()?.crypto.createHash).toBeTypeOf("function");
    expect(nodeModules()?.Buffer).toBe(Buffer);
  });

  it("leaves process alone where EdgeRuntime is declared", () => {
    const sandbox = sandboxProcess({});
    vi.stubGlobal("EdgeRuntime", "edge-runtime");
    vi.stubGlobal("process", sandbox);
    expect(nodeModules()).toBeNull();
    expect(sandbox.getBuiltinModule).not.toHaveBeenCalled();
  });

  it("leaves process alone where NEXT_RUNTIME says edge", () => {
    const sandbox = sandboxProcess({ NEXT_RUNTIME: "edge" });
    vi.stubGlobal("process", sandbox);
    expect(nodeModules()).toBeNull();
    expect(sandbox.getBuiltinModule).not.toHaveBeenCalled();
  });

  it("is null without process, and on a Node without getBuiltinModule", () => {
    vi.stubGlobal("process", undefined);
    expect(nodeModules()).toBeNull();
    vi.stubGlobal("process", { env: {} });
    expect(nodeModules()).toBeNull();
  });

  it.each([
    ["Bun", {}],
    ["Deno", {}],
    ["navigator", { userAgent: "Cloudflare-Workers" }],
  ])("does not trust the node:crypto of %s", (name, value) => {
    vi.stubGlobal(name, value);
    expect(nodeModules()).toBeNull();
  });
});
