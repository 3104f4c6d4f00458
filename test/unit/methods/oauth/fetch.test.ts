import { describe, expect, test, vi } from "vitest";
import { guardedFetch, maxAnswerBytes, within } from "../../../../src/methods/oauth/fetch.js";

const soon = () => AbortSignal.timeout(100);
const answering =
  (response: () => Response): typeof fetch =>
  async () =>
    response();

describe("a guarded fetch", () => {
  test("passes the answer on", async () => {
    const response = Response.json({ a: 1 }, { status: 201, headers: { "x-own": "1" } });
    const answer = await guardedFetch(
      answering(() => response),
      soon,
    )("https://x.test");
    expect(answer.status).toBe(201);
    expect(answer.headers.get("x-own")).toBe("1");
    expect(await answer.json()).toEqual({ a: 1 });
  });

  test("asks not to be redirected, and refuses if it is to be", async () => {
    const seen: RequestInit[] = [];
    const redirecting: typeof fetch = async (_, init) => {
      seen.push(init ?? {});
      return new Response(null, { status: 302, headers: { location: "http://169.254.169.254" } });
    };
    const asking = guardedFetch(redirecting, soon)("https://x.test", { redirect: "follow" });
    await expect(asking).rejects.toMatchObject({ code: "redirected" });
    expect(seen[0]?.redirect).toBe("manual");
  });

  test("asks the fetch that Next.js patches not to cache, without a word to other caches", async () => {
    const seen: RequestInit[] = [];
    vi.stubGlobal("fetch", async (_: unknown, init: RequestInit) => {
      seen.push(init);
      return Response.json({});
    });
    try {
      await guardedFetch(undefined, soon)("https://x.test", { method: "GET" });
    } finally {
      vi.unstubAllGlobals();
    }
    expect(seen).toEqual([expect.objectContaining({ method: "GET", next: { revalidate: 0 } })]);
    expect(seen[0]).not.toHaveProperty("cache");
  });

  for (const status of [204, 205])
    test(`lives with ${status}`, async () => {
      const answer = await guardedFetch(
        answering(() => new Response(null, { status })),
        soon,
      )("https://x.test");
      expect(answer.status).toBe(status);
    });

  test("reads what fits, and no byte more", async () => {
    const ofSize = (size: number) =>
      guardedFetch(
        answering(() => new Response(new Uint8Array(size))),
        soon,
      )("https://x.test");
    expect((await (await ofSize(maxAnswerBytes)).arrayBuffer()).byteLength).toBe(maxAnswerBytes);
    await expect(ofSize(maxAnswerBytes + 1)).rejects.toMatchObject({ code: "too_large" });
  });

  test("stops an endless answer, and tells its source", async () => {
    let isCancelled = false;
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
      cancel: () => {
        isCancelled = true;
      },
    });
    const asking = guardedFetch(
      answering(() => new Response(endless)),
      soon,
    )("https://x.test");
    await expect(asking).rejects.toMatchObject({ code: "too_large" });
    expect(isCancelled).toBe(true);
  });

  test("ends with the deadline, heeded or not", async () => {
    const deaf: typeof fetch = () => new Promise(() => {});
    await expect(guardedFetch(deaf, soon)("https://x.test")).rejects.toMatchObject({
      code: "timeout",
    });
    const silent = new ReadableStream({ pull: () => new Promise(() => {}) });
    const started = answering(() => new Response(silent));
    await expect(guardedFetch(started, soon)("https://x.test")).rejects.toMatchObject({
      code: "timeout",
    });
  });

  test("heeds the caller's own signal as well", async () => {
    const deaf: typeof fetch = () => new Promise(() => {});
    const signal = AbortSignal.abort();
    const asking = guardedFetch(deaf, () => AbortSignal.timeout(60_000))("https://x.test", {
      signal,
    });
    await expect(asking).rejects.toMatchObject({ code: "timeout" });
  });
});

test("work that fails after its time is nobody's unhandled rejection", async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  process.on("unhandledRejection", note);
  const work = new Promise<never>((_, reject) => setTimeout(() => reject(new Error("late")), 50));
  await expect(within(work, AbortSignal.timeout(10))).rejects.toMatchObject({ code: "timeout" });
  await new Promise((resolve) => setTimeout(resolve, 100));
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});
