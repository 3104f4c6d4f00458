import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type AuthServer, startAuthServer } from "../client/support/auth-server.js";
import type { Client } from "../client/support/bundle.js";
import { openTab, settle, signInBehind, type Tab, until } from "../client/support/tab.js";

/** What users of the published client suffer from: shown on it, and gone here. */

let server: AuthServer;
beforeAll(async () => {
  server = await startAuthServer();
});
afterAll(() => server.close());

const session = (name: string) => ({ user: { name }, expires: "2100-01-01T00:00:00.000Z" });

describe.each<Client>(["latchkey", "next-auth"])("%s", (client) => {
  const isOurs = client === "latchkey";
  let tab: Tab;
  let undo: Array<() => void>;
  beforeEach(async () => {
    tab = await openTab(server, client, 19);
    server.requests.length = 0;
    undo = [];
  });
  afterEach(async () => {
    for (const restore of undo) restore();
    await tab.close();
  });

  const shows = (name: string) =>
    until(() =>
      expect(tab.latest()).toMatchObject({ status: "authenticated", data: { user: { name } } }),
    );
  const showsNobody = () =>
    until(() => expect(tab.latest()).toMatchObject({ status: "unauthenticated", data: null }));
  const focus = () => document.dispatchEvent(new window.Event("visibilitychange"));

  it("asks once when the provider mounts (#10244)", async () => {
    await signInBehind(server, "ada");
    tab.render(tab.provider());
    await shows("ada");
    await settle();
    expect(server.requests).toEqual(isOurs ? ["GET session"] : ["GET session", "GET session"]);
  });

  it("asks once for three components, two getSession() and a provider in a provider", async () => {
    await signInBehind(server, "ada");
    const { createElement } = tab.React;
    const { SessionProvider, getSession } = tab.auth;
    const probes = [1, 2, 3].map((key) => createElement(tab.Probe, { key }));
    const inner = createElement(SessionProvider, { children: probes });
    tab.render(createElement(SessionProvider, { children: inner }));
    const sessions = Promise.all([getSession(), getSession()]);
    await shows("ada");
    await sessions;
    await settle();
    const { length } = server.requests;
    if (isOurs) expect(length).toBe(1);
    else expect(length).toBeGreaterThan(3);
  });

  it("asks nothing in strict mode when a session is passed", async () => {
    await signInBehind(server, "ada");
    const { createElement, StrictMode } = tab.React;
    tab.render(createElement(StrictMode, null, tab.provider({ session: session("ada") })));
    await shows("ada");
    await settle();
    expect(server.requests.length).toBe(isOurs ? 0 : 2);
  });

  it("shows what getSession() got, without asking twice (#9504)", async () => {
    tab.render(tab.provider({ session: null }));
    await showsNobody();
    await signInBehind(server, "ada");
    await tab.auth.getSession();
    await shows("ada");
    await settle();
    expect(server.requests).toEqual(isOurs ? ["GET session"] : ["GET session", "GET session"]);
  });

  it("updates while the first answer is outstanding (#13173)", async () => {
    await signInBehind(server, "ada");
    const release = server.hold("GET session");
    undo.push(release);
    tab.render(tab.provider());
    await until(() => expect(server.count("GET session")).toBeGreaterThan(0));
    const updated = tab.latest().update({ name: "grace" });
    release();
    const result = await updated;
    if (isOurs) expect(result).toMatchObject({ user: { name: "grace" } });
    else expect(result).toBeUndefined();
    await shows(isOurs ? "grace" : "ada");
  });

  it("runs both of two updates at once", async () => {
    await signInBehind(server, "ada");
    tab.render(tab.provider({ session: session("ada") }));
    await shows("ada");
    const release = server.hold("POST session");
    undo.push(release);
    const first = tab.latest().update({ name: "grace" });
    await until(() => expect(server.count("POST session")).toBe(1));
    await until(() => expect(tab.latest().status).toBe("loading"));
    const second = tab.latest().update({ name: "joan" });
    release();
    await Promise.all([first, second]);
    await shows(isOurs ? "joan" : "grace");
  });

  it("learns by update() that the session is gone", async () => {
    tab.render(tab.provider({ session: session("ada") }));
    await shows("ada");
    await expect(tab.latest().update()).resolves.toBeNull();
    if (isOurs) await showsNobody();
    else await shows("ada");
  });

  it("does not sign out for want of a network, and asks again", async () => {
    await signInBehind(server, "ada");
    tab.render(tab.provider({ session: session("eve") }));
    await shows("eve");
    const restore = server.replace("GET session", null);
    undo.push(restore);
    focus();
    await until(() => expect(tab.complaints.length).toBeGreaterThan(0));
    await settle();
    restore();
    if (isOurs) await shows("eve");
    else await showsNobody();
    focus();
    if (isOurs) return shows("ada");
    await settle();
    await showsNobody();
  });

  it("asks again on the network's return if the first request failed", async () => {
    await signInBehind(server, "ada");
    const restore = server.replace("GET session", null);
    undo.push(restore);
    tab.render(tab.provider());
    await showsNobody();
    await settle();
    restore();
    window.dispatchEvent(new window.Event("online"));
    if (isOurs) return shows("ada");
    await settle();
    await showsNobody();
  });

  it("takes over the session of a later server render", async () => {
    tab.render(tab.provider({ session: session("ada") }));
    await shows("ada");
    tab.render(tab.provider({ session: session("grace") }));
    if (isOurs) await shows("grace");
    tab.render(tab.provider({ session: null }));
    if (isOurs) return showsNobody();
    await settle();
    await shows("ada");
  });

  it("does not send away who signed in with the render that asks", async () => {
    const onUnauthenticated = vi.fn();
    const { createElement } = tab.React;
    const page = (passed: ReturnType<typeof session> | null, required: boolean) =>
      createElement(tab.auth.SessionProvider, {
        session: passed,
        children: createElement(tab.Probe, {
          key: String(required),
          options: { required, onUnauthenticated },
        }),
      });
    tab.render(page(null, false));
    await until(() => expect(tab.latest().status).toBe("unauthenticated"));
    tab.render(page(session("ada"), true));
    if (isOurs) await shows("ada");
    await settle();
    expect(onUnauthenticated).toHaveBeenCalledTimes(isOurs ? 0 : 1);
  });

  it("does not go back to a session that was passed before an update", async () => {
    await signInBehind(server, "ada");
    tab.render(tab.provider({ session: session("ada") }));
    await shows("ada");
    await tab.latest().update({ name: "grace" });
    await shows("grace");
    tab.render(tab.provider({ session: session("ada") }));
    await settle();
    await shows("grace");
  });

  it("does not let an older answer undo a sign-out, nor wait for it for ever", async () => {
    await signInBehind(server, "ada");
    tab.render(tab.provider({ session: session("ada") }));
    await shows("ada");
    const release = server.hold("GET session");
    undo.push(release);
    focus();
    await until(() => expect(server.count("GET session")).toBe(1));
    const signedOut = tab.auth.signOut({ redirect: false });
    await until(() => expect(server.count("GET session")).toBe(2));
    server.releaseYoungest("GET session");
    await signedOut;
    await showsNobody();
    release();
    await settle();
    if (isOurs) await showsNobody();
    else await shows("ada");
  });

  it("waits with a sign-out for a renewal that is under way, which would undo it", async () => {
    await signInBehind(server, "ada");
    tab.render(tab.provider({ session: session("ada") }));
    await shows("ada");
    const release = server.hold("GET session");
    undo.push(release);
    focus();
    await until(() => expect(server.count("GET session")).toBe(1));
    const signedOut = tab.auth.signOut({ redirect: false });
    await until(() => expect(server.count("GET csrf")).toBe(1));
    await settle();
    expect(server.count("POST signout")).toBe(isOurs ? 0 : 1);
    release();
    await signedOut;
    await settle();
    // What the browser's cookies say, whatever the page shows.
    const answer = await (await fetch("/api/auth/session")).json();
    if (isOurs) expect(answer).toBeNull();
    else expect(answer).toMatchObject({ user: { name: "ada" } });
  });

  it("asks nothing while a sign-out is under way", async () => {
    await signInBehind(server, "ada");
    tab.render(tab.provider({ session: session("ada") }));
    await shows("ada");
    const release = server.hold("POST signout");
    undo.push(release);
    const signedOut = tab.auth.signOut({ redirect: false });
    await until(() => expect(server.count("POST signout")).toBe(1));
    focus();
    await settle();
    if (isOurs) expect(server.count("GET session")).toBe(0);
    else expect(server.count("GET session")).toBeGreaterThan(0);
    release();
    await signedOut;
    await settle();
    const answer = await (await fetch("/api/auth/session")).json();
    expect(answer).toBeNull();
    if (isOurs) await showsNobody();
  });

  it("tells the other tabs of a sign-in without a redirect", async () => {
    tab.render(tab.provider({ session: null }));
    await showsNobody();
    const other = new BroadcastChannel("next-auth");
    const heard: unknown[] = [];
    other.onmessage = ({ data }) => heard.push(data);
    await tab.auth.signIn("credentials", { username: "ada", password: "right", redirect: false });
    await shows("ada");
    await settle();
    other.close();
    expect(heard).toEqual(isOurs ? [{ event: "session", data: { trigger: "getSession" } }] : []);
  });

  it("signs in with two round trips", async () => {
    const release = server.hold("GET providers");
    undo.push(release);
    const done = tab.auth.signIn("credentials", { password: "right", redirect: false });
    await until(() => expect(server.count("GET providers")).toBe(1));
    await settle();
    expect(server.count("GET csrf")).toBe(isOurs ? 1 : 0);
    release();
    await expect(done).resolves.toMatchObject({ ok: true, error: undefined });
  });

  it("signs in although another first request replaced the CSRF cookie", async () => {
    const [session, csrf, providers] = ["session", "csrf", "providers"].map((route) => {
      const release = server.hold(`GET ${route}`);
      undo.push(release);
      return release;
    });
    tab.render(tab.provider());
    const done = tab.auth.signIn("credentials", { password: "right", redirect: false });
    const first = isOurs ? "GET csrf" : "GET providers";
    await until(() =>
      expect(server.requests).toEqual(expect.arrayContaining(["GET session", first])),
    );
    // Each answer sets a CSRF cookie; the token belongs to the first, and the session's cookie is the last.
    csrf?.();
    await settle();
    session?.();
    await settle();
    providers?.();
    await expect(done).resolves.toMatchObject({ error: undefined, ok: true });
    expect(server.count("POST callback/credentials")).toBe(isOurs ? 2 : 1);
  });

  it("answers a server that is misconfigured with an error, not with an exception", async () => {
    const body = '{"message":"There was a problem with the server configuration."}';
    undo.push(server.replace("POST callback/credentials", { status: 500, body }));
    const result = tab.auth.signIn("credentials", { redirect: false });
    if (!isOurs) return expect(result).rejects.toThrow(TypeError);
    await expect(result).resolves.toEqual({
      error: "Configuration",
      code: undefined,
      status: 500,
      ok: false,
      url: null,
    });
  });

  it("points a passkey provider to the other door", async () => {
    const body = '{"passkey":{"id":"passkey","name":"Passkey","type":"webauthn"}}';
    undo.push(server.replace("GET providers", { status: 200, body }));
    await expect(tab.auth.signIn("passkey")).rejects.toThrow(/next-auth\/webauthn/);
    await expect(tab.auth.signIn("passkey")).rejects.toThrow(TypeError);
  });
});

describe.each<["development" | "production"]>([["development"], ["production"]])(
  "useSession without a provider, in %s",
  (mode) => {
    const message = "`useSession` must be wrapped in a <SessionProvider />";

    it("throws", async () => {
      const tab = await openTab(server, "latchkey", 19, mode);
      const { createElement } = tab.React;
      expect(() => tab.server.renderToString(createElement(tab.Probe))).toThrow(message);
      await tab.close();
    });

    it(`${mode === "production" ? "gives undefined" : "throws"} in the published client`, async () => {
      const tab = await openTab(server, "next-auth", 19, mode);
      const { createElement } = tab.React;
      // biome-ignore lint/correctness/noComponentHookFactories: each tab has a client of its own.
      const Bare = () => createElement("p", null, String(tab.auth.useSession()));
      const render = () => tab.server.renderToString(createElement(Bare));
      if (mode === "production") expect(render()).toBe("<p>undefined</p>");
      else expect(render).toThrow(message);
      await tab.close();
    });
  },
);
