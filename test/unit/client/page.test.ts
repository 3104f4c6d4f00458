import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { createConfig } from "../../../src/client/config.js";
import { type Answer, createPage, type Page } from "../../../src/client/page.js";
import { createStore } from "../../../src/client/store.js";
import { type AuthServer, startAuthServer } from "./support/auth-server.js";
import { settle, until } from "./support/tab.js";

let server: AuthServer;
beforeAll(async () => {
  server = await startAuthServer();
});
afterAll(() => server.close());

const session = (name: string) => ({ user: { name }, expires: "2100-01-01T00:00:00.000Z" });

let page: Page;
let heard: Answer[];
let stop: () => void;
let told: unknown[];
let other: BroadcastChannel;
let restore: Array<() => void>;

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  page = createPage({ ...createConfig(), baseUrlServer: server.url });
  heard = [];
  told = [];
  restore = [];
  stop = page.listen((answer) => heard.push(answer));
  other = new BroadcastChannel("next-auth");
  other.onmessage = ({ data }) => told.push(data);
  server.requests.length = 0;
});
afterEach(() => {
  for (const undo of restore) undo();
  stop();
  other.close();
  vi.restoreAllMocks();
});

/** The server answers with this session from now on. */
function serve(value: unknown, method = "GET"): void {
  restore.push(server.replace(`${method} session`, { status: 200, body: JSON.stringify(value) }));
}

it("makes one request however many ask at the same time", async () => {
  serve(session("ada"));
  const answers = await Promise.all([
    page.read(),
    page.read(),
    page.config._getSession(),
    page.read(),
  ]);
  expect(answers[0]).toEqual(session("ada"));
  expect(answers[3]).toBe(answers[0]);
  expect(server.requests).toEqual(["GET session"]);
  expect(heard).toEqual([session("ada")]);
});

it("makes another request once the first is answered", async () => {
  await page.read();
  await page.read();
  expect(server.requests).toEqual(["GET session", "GET session"]);
});

it("keeps what it knows when a request fails, and tells failure from signed out", async () => {
  serve(session("ada"));
  await page.read();
  restore.push(server.replace("GET session", null));
  await expect(page.read()).resolves.toBeUndefined();
  expect(page.config._session).toEqual(session("ada"));
  restore.push(server.replace("GET session", { status: 500, body: "not JSON" }));
  await expect(page.read()).resolves.toBeUndefined();
  expect(page.config._session).toEqual(session("ada"));
  serve(null);
  await expect(page.read()).resolves.toBeNull();
  expect(page.config._session).toBeNull();
});

it("logs a failure as ClientFetchError", async () => {
  restore.push(server.replace("GET session", { status: 500, body: '{"message":"broken"}' }));
  await page.read();
  const [error] = vi.mocked(console.error).mock.calls[0] ?? [];
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: "ClientFetchError",
    type: "ClientFetchError",
    kind: "error",
    message: "broken",
    cause: { err: { message: "broken" } },
  });
});

it("does not show an older answer that arrives after a younger one", async () => {
  serve(session("old"));
  const release = server.hold("GET session");
  restore.push(release);
  const old = page.read();
  await until(() => expect(server.requests).toHaveLength(1));
  // Nothing else overtakes a request that hangs.
  await page.change(async () => {});
  const releaseYoung = server.hold("GET session");
  serve(session("young"));
  const young = page.config._getSession({ event: "storage" });
  await until(() => expect(server.requests).toHaveLength(2));
  releaseYoung();
  await young;
  expect(page.config._session).toEqual(session("young"));
  release();
  await expect(old).resolves.toEqual(session("old"));
  expect(page.config._session).toEqual(session("young"));
  expect(heard).toEqual([session("young")]);
});

it("sends an update after the request that is under way, and a later read after the update", async () => {
  serve(session("ada"));
  serve(session("grace"), "POST");
  const release = server.hold("GET session");
  const first = page.read();
  const update = page.update({ name: "grace" });
  const later = page.config._getSession({ event: "storage" });
  await settle();
  expect(server.requests).toEqual(["GET session"]);
  release();
  await Promise.all([first, update, later]);
  expect(server.requests).toEqual(["GET session", "GET csrf", "POST session", "GET session"]);
  await expect(update).resolves.toEqual(session("grace"));
});

it("sends one update after another", async () => {
  serve(session("ada"), "POST");
  const release = server.hold("POST session");
  const updates = [page.update(1), page.update(2)];
  await until(() => expect(server.count("POST session")).toBe(1));
  await settle();
  expect(server.count("POST session")).toBe(1);
  release();
  await Promise.all(updates);
  expect(server.count("POST session")).toBe(2);
});

it("logs an update that is no JSON, and goes on", async () => {
  serve(session("ada"));
  const store = createStore(page, session("ada"));
  restore.push(store.start());
  const circular: { self?: unknown } = {};
  circular.self = circular;
  for (const data of [circular, 1n]) {
    await expect(store.get().update(data)).resolves.toBeNull();
    expect(store.get()).toMatchObject({ status: "authenticated", data: session("ada") });
  }
  expect(vi.mocked(console.error).mock.calls).toMatchObject([
    [{ name: "ClientFetchError", cause: { err: expect.any(TypeError) } }],
    [{ name: "ClientFetchError", cause: { err: expect.any(TypeError) } }],
  ]);
  expect(server.count("POST session")).toBe(0);
  await expect(page.read()).resolves.toEqual(session("ada"));
});

it("changes the session once every request that was sent before is answered", async () => {
  const release = server.hold("GET session");
  restore.push(release);
  const reading = page.read();
  await until(() => expect(server.requests).toHaveLength(1));
  const after = page.config._getSession({ event: "storage" });
  const changed = page.change(async () => server.requests.length);
  await settle();
  expect(server.requests).toHaveLength(1);
  release();
  await expect(changed).resolves.toBe(2);
  await Promise.all([reading, after]);
});

it("asks nothing while the session is changed", async () => {
  let finish = (): void => {};
  const changed = page.change(() => new Promise<void>((resolve) => (finish = resolve)));
  const answers = [page.read(), page.config._getSession({ event: "storage" }), page.update(1)];
  await settle();
  expect(server.requests).toEqual([]);
  finish();
  await Promise.all([changed, ...answers]);
  expect(server.requests).toEqual(["GET session", "GET session", "GET csrf", "POST session"]);
});

it("asks again after a change that failed", async () => {
  const change = page.change(() => Promise.reject(new Error("no network")));
  await expect(change).rejects.toThrow("no network");
  await expect(page.read()).resolves.toBeNull();
});

it("changes the session after 2 seconds although a request hangs", async () => {
  const release = server.hold("GET session");
  restore.push(release);
  const hung = page.read();
  const start = performance.now();
  await page.change(async () => {});
  expect(performance.now() - start).toBeGreaterThan(1900);
  expect(performance.now() - start).toBeLessThan(5000);
  release();
  await hung;
});

it("tells the other tabs what is news, once, and not what they told", async () => {
  const message = { event: "session", data: { trigger: "getSession" } };
  serve(session("ada"));
  await page.read();
  await page.read();
  await until(() => expect(told).toEqual([message]));
  serve(session("grace"));
  await page.config._getSession({ event: "storage" });
  await page.read();
  await settle();
  expect(told).toEqual([message]);
});

it("asks when another tab says so, and takes no notice of foreign messages", async () => {
  serve(session("ada"));
  other.postMessage({ event: "session", data: { trigger: "signout" } });
  await until(() => expect(heard).toEqual([session("ada")]));
  for (const message of ["session", null, { event: "other" }, 1]) other.postMessage(message);
  await settle();
  expect(server.requests).toEqual(["GET session"]);
});

it("asks nothing and closes its channel once nobody listens", async () => {
  stop();
  await page.config._getSession({ event: "storage" });
  other.postMessage({ event: "session", data: { trigger: "signout" } });
  await settle();
  expect(server.requests).toEqual([]);
});

it("gives each provider's store every answer", async () => {
  const stores = [createStore(page, undefined), createStore(page, session("eve"))];
  const undo = stores.map((store) => store.start());
  serve(session("ada"));
  await page.config._getSession({ event: "storage" });
  for (const store of stores)
    expect(store.get()).toMatchObject({ status: "authenticated", data: { user: { name: "ada" } } });
  for (const end of undo) end();
});

it("keeps the value of a store until something changes", async () => {
  const store = createStore(page, session("ada"));
  const undo = store.start();
  const value = store.get();
  const changed = vi.fn();
  const unsubscribe = store.subscribe(changed);
  serve(session("ada"));
  await page.read();
  expect(changed).not.toHaveBeenCalled();
  expect(store.get()).toBe(value);
  unsubscribe();
  undo();
});

it("takes over a session that is passed later, by value", async () => {
  const store = createStore(page, session("ada"));
  const undo = store.start();
  const value = store.get();
  store.pass(session("ada"));
  store.pass(undefined);
  expect(store.get()).toBe(value);
  store.pass(session("grace"));
  expect(store.get()).toMatchObject({ data: { user: { name: "grace" } } });
  store.pass(null);
  expect(store.get()).toMatchObject({ status: "unauthenticated", data: null });
  await until(() => expect(told).toHaveLength(2));
  undo();
});

it("prefers a session that is passed to an answer that was asked for before", async () => {
  serve(session("old"));
  const release = server.hold("GET session");
  const reading = page.read();
  await until(() => expect(server.requests).toHaveLength(1));
  page.take(session("rendered"));
  release();
  await reading;
  expect(page.config._session).toEqual(session("rendered"));
});
