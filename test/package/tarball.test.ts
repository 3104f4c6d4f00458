import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { installed, packLatchkey } from "../support/pack.js";

const execute = promisify(execFile);

describe("the tarball", () => {
  let files: string[];
  let folder: string;
  const read = (path: string) => readFile(join(folder, path), "utf8");

  beforeAll(async () => {
    const tarball = await packLatchkey();
    const { stdout } = await execute("tar", ["-tzf", tarball]);
    files = stdout
      .trim()
      .split("\n")
      .map((line) => line.replace(/^package\//, ""));
    folder = join(
      await installed("package-one", { latchkey: `file:${tarball}` }),
      "node_modules/latchkey",
    );
  });

  test("holds dist and the papers, nothing else", () => {
    const papers = ["package.json", "README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md"];
    const strangers = files.filter(
      (file) => !papers.includes(file) && !/^dist\/.+\.(js|d\.ts|js\.map)$/.test(file),
    );
    expect(strangers).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(papers));
  });

  test("every module has its types and a source map that holds the source", async () => {
    const modules = files.filter((file) => file.endsWith(".js"));
    expect(modules.length).toBeGreaterThan(20);
    for (const module of modules) {
      expect(files).toContain(module.replace(/\.js$/, ".d.ts"));
      expect(files).toContain(`${module}.map`);
      const map = JSON.parse(await read(`${module}.map`));
      expect(map.sourcesContent, module).toHaveLength(1);
    }
  });

  test("every target of the exports map and of typesVersions is in it", async () => {
    const manifest = JSON.parse(await read("package.json"));
    const targets = [
      ...Object.values(manifest.exports).flatMap((target) =>
        typeof target === "string" ? [target] : Object.values(target as Record<string, string>),
      ),
      ...Object.values(manifest.typesVersions["*"] as Record<string, string[]>).flat(),
    ].map((target) => target.replace(/^\.\//, ""));
    for (const target of targets) {
      const [before = "", after] = target.split("*");
      const there = files.some((file) =>
        after === undefined ? file === target : file.startsWith(before) && file.endsWith(after),
      );
      expect(there, target).toBe(true);
    }
    const doors = Object.keys(manifest.exports).filter(
      (door) => door !== "." && door !== "./package.json",
    );
    expect(doors.map((door) => door.slice(2)).sort()).toEqual(
      Object.keys(manifest.typesVersions["*"]).sort(),
    );
  });

  test('"use client" stands on top of what only a browser may run', async () => {
    expect(await read("dist/react/index.js")).toMatch(/^["']use client["'];/);
    expect(await read("dist/index.js")).not.toContain("use client");
  });

  test("asks for nothing but oauth4webapi, and runs no script on install", async () => {
    const { dependencies, peerDependenciesMeta, peerDependencies, scripts } = JSON.parse(
      await read("package.json"),
    );
    expect(Object.keys(dependencies)).toEqual(["oauth4webapi"]);
    for (const peer of Object.keys(peerDependencies)) {
      expect(peerDependenciesMeta[peer], peer).toEqual({ optional: true });
    }
    for (const hook of ["preinstall", "install", "postinstall"])
      expect(scripts).not.toHaveProperty(hook);
  });
});
