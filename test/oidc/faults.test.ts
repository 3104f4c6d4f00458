/** A provider that is slow, broken or too talkative: each time a coded error, in time, and nothing is asked twice. */
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  createBrowser,
  createServerProcess,
  identityOf,
  resolve,
} from "../support/oauth-client.js";
import { type Script, type ScriptedOp, startScriptedOp } from "../support/scripted-op.js";

type Intercept = NonNullable<NonNullable<Script["intercept"]>["token"]>;

let op: ScriptedOp;
const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);
beforeAll(async () => {
  process.on("unhandledRejection", note);
  op = await startScriptedOp();
});
afterAll(async () => {
  await op.close();
  process.off("unhandledRejection", note);
});
beforeEach(() => {
  op.script = {};
});

const provider = (more: object = {}) =>
  resolve({
    id: "op",
    name: "OP",
    type: "oidc",
    issuer: op.issuer,
    clientId: "app",
    clientSecret: "s",
    ...more,
  });

const never: Intercept = () => {};
const drip: Intercept = async (_, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  while (!response.destroyed) {
    response.write(" ");
    await sleep(20);
  }
};
const reset: Intercept = (_, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  response.write('{"access_token":');
  setTimeout(() => response.destroy(), 20);
};
const big: Intercept = (_, response) =>
  response
    .writeHead(200, { "content-type": "application/json" })
    .end(`{"access_token":"${"x".repeat(5_000_000)}"}`);
const bomb: Intercept = (_, response) =>
  response
    .writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
    .end(gzipSync(Buffer.alloc(50_000_000, " ")));
const status =
  (code: number): Intercept =>
  (_, response) =>
    response.writeHead(code, { "content-type": "application/json" }).end("{}");
const loop: Intercept = (request, response) =>
  response.writeHead(302, { location: request.url ?? "/" }).end();
const elsewhere: Intercept = (_, response) =>
  response.writeHead(307, { location: "http://169.254.169.254/" }).end();
const html: Intercept = (_, response) =>
  response.setHeader("content-type", "text/html").end("<p>hello</p>");

const faults: Record<string, Intercept> = {
  "never answers": never,
  "drips a byte at a time": drip,
  "breaks off in the middle": reset,
  "sends 5 MB": big,
  "sends a gzip bomb": bomb,
  "answers 204": status(204),
  "answers 429": status(429),
  "answers 500": status(500),
  "answers 502": status(502),
  "answers 503": status(503),
  "redirects to itself": loop,
  "redirects into our network": elsewhere,
  "sends HTML": html,
};

for (const endpoint of ["token", "jwks", "userinfo"] as const)
  describe(`the ${endpoint} endpoint`, () => {
    for (const [name, intercept] of Object.entries(faults))
      test(name, async () => {
        const started = createServerProcess({ timeout: 400 });
        const browser = createBrowser(provider({ idToken: endpoint !== "userinfo" }), {
          process: started,
        });
        const { redirect } = await browser.begin();
        const before = { ...op.asked };
        op.script = { intercept: { [endpoint]: intercept } };
        const start = performance.now();
        await expect(browser.finish(op.answer(redirect))).rejects.toMatchObject({
          type: "CallbackRouteError",
          kind: "error",
          cause: { provider: "op" },
        });
        expect(performance.now() - start).toBeLessThan(2_000);
        expect(op.asked[endpoint] - before[endpoint]).toBe(1);
        expect(op.asked.token - before.token).toBe(1);

        // Others are not affected, and neither is the next sign-in.
        op.script = {};
        const next = createBrowser(provider(), { process: started });
        const callback = op.answer((await next.begin()).redirect);
        expect(identityOf(await next.finish(callback)).account.providerAccountId).toBe("alice");
      });
  });

describe("discovery", () => {
  for (const [name, intercept] of Object.entries(faults))
    test(name, async () => {
      op.script = { intercept: { discovery: intercept } };
      const started = createServerProcess({ timeout: 400 });
      const start = performance.now();
      await expect(createBrowser(provider(), { process: started }).begin()).rejects.toMatchObject({
        type: "OAuthSignInError",
      });
      expect(performance.now() - start).toBeLessThan(2_000);
      op.script = {};
      await createBrowser(provider(), { process: started }).begin();
    });
});

test("a hook and a custom fetch that never come back do not hold us either", async () => {
  const hanging = () => new Promise<never>(() => {});
  const userinfo = { url: `${op.issuer}/userinfo`, request: hanging };
  const made = provider({
    type: "oauth",
    userinfo,
    token: `${op.issuer}/token`,
    authorization: `${op.issuer}/authorize`,
  });
  const browser = createBrowser(made, { process: createServerProcess({ timeout: 300 }) });
  op.script = { token: ({ id_token: _, ...answer }) => answer };
  const callback = op.answer((await browser.begin()).redirect);
  await expect(browser.finish(callback)).rejects.toMatchObject({
    type: "CallbackRouteError",
    cause: { err: { code: "timeout" } },
  });
});

test("nothing listens", async () => {
  const gone = await startScriptedOp();
  await gone.close();
  const browser = createBrowser(provider({ issuer: gone.issuer }));
  await expect(browser.begin()).rejects.toMatchObject({ type: "OAuthSignInError" });
});

test("30 seconds late: answered within 10, on the way out and on the way back", async () => {
  const late: Intercept = async (_, response) => {
    await sleep(30_000, undefined, { ref: false });
    if (!response.destroyed) response.end("{}");
  };
  const browser = createBrowser(provider());
  const { redirect } = await browser.begin();
  op.script = { intercept: { token: late, discovery: late } };
  const start = performance.now();
  const finishing = browser.finish(op.answer(redirect));
  const beginning = createBrowser(provider()).begin();
  await Promise.all([
    expect(finishing).rejects.toMatchObject({ type: "CallbackRouteError" }),
    expect(beginning).rejects.toMatchObject({ type: "OAuthSignInError" }),
  ]);
  expect(performance.now() - start).toBeLessThan(10_000);
});

test("no rejection was left unhandled", async () => {
  await sleep(200);
  expect(unhandled).toEqual([]);
});
