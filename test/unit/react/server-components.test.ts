import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import type * as auth from "../../../src/react/index.js";
import { bundleForServerComponents, type Client, clients } from "../client/support/bundle.js";

it.each<Client>(["latchkey", "next-auth"])(
  "%s says that there is no context in a Server Component",
  async (client) => {
    const code = await bundleForServerComponents(client);
    const url = `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`;
    const door: typeof auth = await import(/* @vite-ignore */ url);
    const message = "React Context is unavailable in Server Components";
    expect(door.SessionContext).toBeUndefined();
    expect(() => door.useSession()).toThrow(message);
    expect(() => door.SessionProvider({ children: null })).toThrow(message);
  },
);

it("is marked as a client module on its first line", async () => {
  const source = await readFile(clients.latchkey, "utf8");
  expect(source.startsWith('"use client";\n')).toBe(true);
});
