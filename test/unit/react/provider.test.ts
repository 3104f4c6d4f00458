import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type AuthServer, startAuthServer } from "../client/support/auth-server.js";
import type { Client, ReactMajor } from "../client/support/bundle.js";
import { openTab, settle, signInBehind, type Tab, until } from "../client/support/tab.js";

let server: AuthServer;
beforeAll(async () => {
  server = await startAuthServer();
});
afterAll(() => server.close());

const session = (name: string) => ({ user: { name }, expires: "2100-01-01T00:00:00.000Z" });

const rows: [Client, ReactMajor][] = [
  ["latchkey", 19],
  ["latchkey", 18],
  ["next-auth", 19],
  ["next-auth", 18],
];

describe.each(rows)("%s on React %i", (client, react) => {
  let tab: Tab;
  beforeEach(async () => {
    tab = await openTab(server, client, react);
    server.requests.length = 0;
  });
  afterEach(() => tab.close());
  const authenticated = (name: string) =>
    until(() =>
      expect(tab.latest()).toMatchObject({ status: "authenticated", data: { user: { name } } }),
    );
  const unauthenticated = () =>
    until(() => expect(tab.latest()).toMatchObject({ status: "unauthenticated", data: null }));

  it("asks for the session when none is passed, and shows it", async () => {
    await signInBehind(server, "ada");
    tab.render(tab.provider());
    await authenticated("ada");
    expect(tab.seen[0]).toMatchObject({ status: "loading", data: undefined });
    expect(tab.complaints).toEqual([]);
  });

  it("makes no request when a session is passed", async () => {
    tab.render(tab.provider({ session: session("ada") }));
    await authenticated("ada");
    await settle();
    expect(server.requests).toEqual([]);
    expect(tab.seen.map(({ status }) => status)).not.toContain("loading");
  });

  it("makes no request when null is passed", async () => {
    tab.render(tab.provider({ session: null }));
    await unauthenticated();
    await settle();
    expect(server.requests).toEqual([]);
    expect(tab.seen.map(({ status }) => status)).not.toContain("loading");
  });

  it("asks again when the tab becomes visible, and not if told not to", async () => {
    await signInBehind(server, "ada");
    tab.render(tab.provider({ session: session("eve") }));
    await authenticated("eve");
    document.dispatchEvent(new window.Event("visibilitychange"));
    await authenticated("ada");
    expect(tab.seen.map(({ status }) => status)).not.toContain("loading");

    tab.render(tab.provider({ session: session("eve"), refetchOnWindowFocus: false }));
    await settle();
    server.requests.length = 0;
    document.dispatchEvent(new window.Event("visibilitychange"));
    await settle();
    expect(server.requests).toEqual([]);
  });

  it("does not ask when the tab of a signed-out user becomes visible", async () => {
    tab.render(tab.provider({ session: null }));
    await unauthenticated();
    document.dispatchEvent(new window.Event("visibilitychange"));
    await settle();
    expect(server.requests).toEqual([]);
  });

  it("asks at an interval while somebody is signed in", async () => {
    await signInBehind(server, "ada");
    tab.render(tab.provider({ session: session("eve"), refetchInterval: 0.05 }));
    await authenticated("ada");
    await until(() => expect(server.count("GET session")).toBeGreaterThan(2));
    tab.render(tab.provider({ session: session("eve") }));
    await settle();
    server.requests.length = 0;
    await settle(150);
    expect(server.requests).toEqual([]);
  });

  it("does not ask at an interval offline with refetchWhenOffline false", async () => {
    vi.stubGlobal("navigator", { onLine: false });
    tab.render(
      tab.provider({ session: session("ada"), refetchInterval: 0.02, refetchWhenOffline: false }),
    );
    await settle(150);
    expect(server.requests).toEqual([]);
  });

  it("follows another tab's message", async () => {
    tab.render(tab.provider({ session: null }));
    await unauthenticated();
    await signInBehind(server, "ada");
    const other = new BroadcastChannel("next-auth");
    other.postMessage({ event: "session", data: { trigger: "getSession" } });
    await authenticated("ada");
    other.close();
  });

  it("does not answer a message with a message", async () => {
    tab.render(tab.provider({ session: null }));
    await unauthenticated();
    await signInBehind(server, "ada");
    const other = new BroadcastChannel("next-auth");
    const heard: unknown[] = [];
    other.onmessage = ({ data }) => heard.push(data);
    other.postMessage({ event: "session", data: { trigger: "getSession" } });
    await authenticated("ada");
    await settle();
    expect(heard).toEqual([]);
    other.close();
  });

  it("updates: asks without data, sends data with a CSRF token, and tells the other tabs", async () => {
    await signInBehind(server, "ada");
    const other = new BroadcastChannel("next-auth");
    const heard: unknown[] = [];
    other.onmessage = ({ data }) => heard.push(data);
    tab.render(tab.provider({ session: session("eve") }));
    await authenticated("eve");
    await expect(tab.latest().update()).resolves.toMatchObject({ user: { name: "ada" } });
    await authenticated("ada");
    expect(server.requests).not.toContain("POST session");

    server.requests.length = 0;
    const before = tab.seen.length;
    const updated = tab.latest().update({ name: "grace" });
    await expect(updated).resolves.toMatchObject({ user: { name: "grace" } });
    await authenticated("grace");
    expect(server.requests).toEqual(["GET csrf", "POST session"]);
    expect(tab.seen.slice(before)[0]).toMatchObject({
      status: "loading",
      data: { user: { name: "ada" } },
    });
    const message = { event: "session", data: { trigger: "getSession" } };
    await until(() => expect(heard).toEqual([message, message]));
    other.close();
  });

  it("keeps the session when an update fails, and gives null", async () => {
    tab.render(tab.provider({ session: session("ada") }));
    await authenticated("ada");
    const restore = server.replace("GET session", { status: 500, body: '{"message":"broken"}' });
    await expect(tab.latest().update()).resolves.toBeNull();
    restore();
    await authenticated("ada");
    const [error] = tab.complaints[0] ?? [];
    expect(error).toMatchObject({ message: expect.stringContaining("broken") });
    expect((error as Error).name).toMatch(/^_?ClientFetchError$/);
  });

  it("logs an update that is no JSON, and gives null", async () => {
    tab.render(tab.provider({ session: session("ada") }));
    await authenticated("ada");
    const circular: { self?: unknown } = {};
    circular.self = circular;
    await expect(tab.latest().update(circular)).resolves.toBeNull();
    await authenticated("ada");
    expect(tab.complaints).toHaveLength(1);
    const [error] = tab.complaints[0] ?? [];
    expect(error).toMatchObject({ name: expect.stringMatching(/^_?ClientFetchError$/) });
  });

  it("signs in with credentials without leaving the page", async () => {
    tab.render(tab.provider({ session: null }));
    await unauthenticated();
    const { signIn } = tab.auth;
    const wrong = await signIn("credentials", { username: "ada", password: "no", redirect: false });
    expect(wrong).toEqual({
      error: "CredentialsSignin",
      code: "credentials",
      status: 200,
      ok: true,
      url: null,
    });
    const locked = await signIn("credentials", { password: "locked", redirect: false });
    expect(locked).toMatchObject({ error: "CredentialsSignin", code: "locked" });
    const right = await signIn("credentials", {
      username: "ada",
      password: "right",
      redirect: false,
      redirectTo: `${server.url}/here`,
    });
    const url = `${server.url}/here`;
    expect(right).toEqual({ error: undefined, code: undefined, status: 200, ok: true, url });
    await authenticated("ada");
  });

  it("gives the provider's URL, with the authorization parameters", async () => {
    const { signIn } = tab.auth;
    const result = await signIn("elsewhere", { redirect: false }, { login_hint: "ada" });
    const url = new URL(result?.url ?? "");
    expect(url.pathname).toBe("/authorize");
    expect(url.searchParams.get("login_hint")).toBe("ada");
  });

  it("signs out without leaving the page, and tells the other tabs", async () => {
    await signInBehind(server, "ada");
    tab.render(tab.provider());
    await authenticated("ada");
    await settle();
    const other = new BroadcastChannel("next-auth");
    const heard: unknown[] = [];
    other.onmessage = ({ data }) => heard.push(data);
    const redirectTo = `${server.url}/bye`;
    await expect(tab.auth.signOut({ redirect: false, redirectTo })).resolves.toEqual({
      url: redirectTo,
    });
    await unauthenticated();
    await until(() => expect(heard).toEqual([{ event: "session", data: { trigger: "signout" } }]));
    other.close();
  });

  it("calls onUnauthenticated and stays loading where a session is required", async () => {
    const onUnauthenticated = vi.fn();
    const { createElement } = tab.React;
    const probe = createElement(tab.Probe, { options: { required: true, onUnauthenticated } });
    tab.render(createElement(tab.auth.SessionProvider, { session: null, children: probe }));
    await until(() => expect(onUnauthenticated).toHaveBeenCalled());
    expect(tab.latest()).toMatchObject({ status: "loading", data: null });
    expect(tab.latest().update).toBeTypeOf("function");
  });

  it("takes the value of a SessionContext that an app's test provides", async () => {
    const { createElement } = tab.React;
    const value = {
      data: session("ada"),
      status: "authenticated" as const,
      update: async () => null,
    };
    tab.render(
      createElement(tab.auth.SessionContext.Provider, { value }, createElement(tab.Probe)),
    );
    await authenticated("ada");
    expect(tab.latest()).toBe(value);
  });

  it("renders on a server, and hydrates without a complaint", async () => {
    const { renderToString } = tab.server;
    await signInBehind(server, "ada");
    const container = document.createElement("div");
    container.innerHTML = renderToString(tab.provider());
    const root = tab.dom.hydrateRoot(container, tab.provider());
    await until(() => expect(container.textContent).toBe("authenticated ada"));
    expect(tab.complaints).toEqual([]);
    root.unmount();

    expect(renderToString(tab.provider())).toBe("<p>loading nobody</p>");
    expect(renderToString(tab.provider({ session: session("ada") }))).toBe(
      "<p>authenticated ada</p>",
    );
    expect(renderToString(tab.provider({ session: null }))).toBe("<p>unauthenticated nobody</p>");
  });
});
