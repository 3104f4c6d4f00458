import { runInThisContext } from "node:vm";
import { JSDOM } from "jsdom";
import type * as React from "react";
import type * as ReactDom from "react-dom/client";
import type * as ReactServer from "react-dom/server";
import { vi } from "vitest";
import type * as auth from "../../../../src/react/index.js";
import type { AuthServer } from "./auth-server.js";
import { bundleTab, type Client, type ReactMajor } from "./bundle.js";

interface Bundle {
  auth: typeof auth;
  React: typeof React;
  dom: typeof ReactDom;
  server: typeof ReactServer;
}

/** A page with one client on it. The network, the cookies and the channel are real; the document is jsdom's. */
export interface Tab extends Bundle {
  readonly client: Client;
  /** What each render saw, newest last. */
  readonly seen: ReturnType<typeof auth.useSession>[];
  /** Shows the element in the page, in the place of what was there. */
  render(element: React.ReactElement | null): void;
  /** A component that records what `useSession` gives it. */
  Probe: React.FunctionComponent<{
    options?: { required: boolean; onUnauthenticated?: () => void };
  }>;
  /** What the page shows. */
  latest(): ReturnType<typeof auth.useSession>;
  /** A provider with a probe in it. */
  provider(props?: Omit<auth.SessionProviderProps, "children">): React.ReactElement;
  /** What went to `console.error`. */
  readonly complaints: unknown[][];
  close(): Promise<void>;
}

const scripts = new Map<string, Promise<string>>();

/** Bundles once per test file, which takes longer than a test. */
function scriptOf(...kind: Parameters<typeof bundleTab>): Promise<string> {
  const key = kind.join(" ");
  const script = scripts.get(key) ?? bundleTab(...kind);
  scripts.set(key, script);
  return script;
}

/** Opens a page of the server's origin with a client of one kind on one React. */
export async function openTab(
  server: AuthServer,
  client: Client,
  react: ReactMajor,
  mode?: "development" | "production",
): Promise<Tab> {
  const page = new JSDOM('<!doctype html><div id="root"></div>', {
    url: `${server.url}/`,
    pretendToBeVisual: true,
  });
  const { window } = page;
  const network = globalThis.fetch;
  const complaints: unknown[][] = [];
  vi.spyOn(console, "error").mockImplementation((...message) => complaints.push(message));
  vi.stubGlobal("window", window);
  vi.stubGlobal("document", window.document);
  vi.stubGlobal("location", window.location);
  vi.stubGlobal("navigator", window.navigator);
  // What a browser adds to fetch and Node does not: relative URLs and cookies.
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    const url = new URL(path, window.location.href).href;
    const headers = new Headers(init.headers);
    headers.set("cookie", page.cookieJar.getCookieStringSync(url));
    const response = await network(url, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) page.cookieJar.setCookieSync(cookie, url);
    return response;
  });

  const bundle: Bundle = runInThisContext(`${await scriptOf(client, react, mode)};tab`);
  const { createElement } = bundle.React;
  const container = window.document.getElementById("root") as HTMLElement;
  const root = bundle.dom.createRoot(container);
  const seen: Tab["seen"] = [];
  let committed: Tab["seen"][number] | undefined;
  // biome-ignore lint/correctness/noComponentHookFactories: each tab has a React and a client of its own.
  const Probe: Tab["Probe"] = ({ options }) => {
    const value = bundle.auth.useSession(options);
    seen.push(value);
    // In an effect: once it has run, the effects of the provider have run as well.
    bundle.React.useEffect(() => {
      committed = value;
    });
    return createElement("p", null, `${value.status} ${value.data?.user?.name ?? "nobody"}`);
  };
  return {
    ...bundle,
    client,
    seen,
    Probe,
    complaints,
    render: (element) => root.render(element),
    latest: () => {
      if (!committed) throw new Error("nothing was rendered");
      return committed;
    },
    provider: (props) =>
      createElement(bundle.auth.SessionProvider, { ...props, children: createElement(Probe) }),
    async close() {
      root.unmount();
      await new Promise((resolve) => setTimeout(resolve, 10));
      window.close();
      vi.unstubAllGlobals();
      vi.restoreAllMocks();
    },
  };
}

/** Waits until the expectations hold; longer than a busy machine needs. */
export const until = (expectations: () => void): Promise<void> =>
  vi.waitFor(expectations, { timeout: 10_000, interval: 5 });

/** Long enough for anything under way to finish; for tests that nothing happens. */
export const settle = (milliseconds = 80): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Signs in with the open tab's cookies, but without its client. */
export async function signInBehind(server: AuthServer, username: string): Promise<void> {
  const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
  await fetch("/api/auth/callback/credentials", {
    method: "POST",
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      "X-Auth-Return-Redirect": "1",
    },
    body: `username=${username}&password=right&csrfToken=${csrfToken}`,
  });
  server.requests.length = 0;
}
