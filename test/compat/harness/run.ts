// Gives Next.js its AsyncLocalStorage, and so comes before anything of it.
import "next/dist/server/node-environment-baseline.js";
import { decode } from "@auth/core/jwt";
import { NextRequest } from "next/server.js";
import { vi } from "vitest";
import { standard } from "../scenarios/kit.js";
import type { Config, Library } from "./library.js";
import { inNext } from "./next-request.js";
import { scrub } from "./normalise.js";
import { type Observation, observeResponse, thrownObservation } from "./observation.js";
import type { ScriptedProvider } from "./provider.js";
import { createRecorder } from "./recorder.js";
import type { Entry, Kit, RequestSpec, Scenario, Visit } from "./scenario.js";
import { basePath, knownSecrets, origin, start } from "./world.js";

const environment = /^(AUTH_|NEXTAUTH_|VERCEL|CF_PAGES$)/;

export interface CarriedSession {
  readonly iat: number;
  readonly claims: Record<string, unknown>;
}

/** A request, the second it was sent, and the session in it. */
export interface Sent {
  readonly request: Request;
  readonly now: number;
  readonly session: CarriedSession | null;
}

export interface Run {
  readonly observations: readonly Observation[];
  readonly sent: readonly Sent[];
  readonly entry: Entry;
}

/** Sends the scenario's requests to one implementation, with a clock and an environment of their own. */
export async function run(
  library: Library,
  scenario: Scenario,
  provider: ScriptedProvider,
): Promise<Run> {
  const restore = setEnvironment(scenario.env ?? {});
  vi.setSystemTime(start);
  try {
    return await play(library, scenario, provider);
  } finally {
    restore();
    vi.setSystemTime(start);
  }
}

async function play(
  library: Library,
  scenario: Scenario,
  provider: ScriptedProvider,
): Promise<Run> {
  const recorder = createRecorder();
  provider.calls = recorder.calls;
  const kit: Kit = { library, recorder, provider };
  const config = await (scenario.config ?? standard())(kit);
  const answer = doorOf(kit, scenario, config);
  const visit: Visit = { library, provider, jar: new Map(), answers: [] };
  const sent: Sent[] = [];
  const first = recorder.calls.splice(0);
  for (const step of scenario.steps) {
    const spec = typeof step === "function" ? await step(visit) : step;
    if (spec.after) vi.setSystemTime(Date.now() + spec.after * 1000);
    const request = requestOf(spec, visit.jar);
    sent.push({
      request: request.clone(),
      now: Date.now() / 1000,
      session: await sessionIn(request),
    });
    await observe(await settle(() => answer(request)), visit, recorder.calls.splice(0));
  }
  const observations = visit.answers.map((one) => one.observed);
  if (first.length && observations[0])
    observations[0] = { ...observations[0], calls: [...first, ...observations[0].calls] };
  return { observations, sent, entry: scenario.entry ?? "core" };
}

/** The claims of the session cookie, chunks joined, if a secret of ours opens it. */
async function sessionIn(request: Request): Promise<CarriedSession | null> {
  const cookie = request.headers.get("cookie") ?? "";
  const pairs = [...cookie.matchAll(/([^=; ]*session-token)(?:\.\d+)?=([^; ]+)/g)];
  const token = pairs.map(([, , value]) => value).join("");
  for (const secret of knownSecrets) {
    const salt = pairs[0]?.[1] ?? "";
    const claims = await decode({ token, secret, salt }).catch(() => null);
    if (claims?.iat) return { iat: claims.iat, claims };
  }
  return null;
}

/** The function that answers, by the scenario's entry. */
function doorOf(kit: Kit, scenario: Scenario, config: Config): (request: Request) => unknown {
  const { library } = kit;
  const entry = scenario.entry ?? "core";
  if (entry === "core") return (request) => library.Auth(request, config);
  const auth = library.NextAuth(entry === "lazy" ? () => config : config);
  const nextRequest = (request: Request) => new NextRequest(request) as never;
  if (entry === "handlers" || entry === "lazy")
    return (request) =>
      auth.handlers[request.method === "GET" ? "GET" : "POST"](nextRequest(request));
  if (entry === "action" || entry === "render") {
    let step = 0;
    return (request) => inNext(request, entry, () => scenario.act?.(auth, step++));
  }
  if (entry === "auth") return (request) => auth.auth(nextRequest(request), {} as never);
  if (entry === "pages") return (request) => pagesRouter(auth.auth as never, request);
  const wrapped = auth.auth(((request: unknown) => {
    kit.recorder.calls.push({ what: "handler", with: scrub((request as { auth: unknown }).auth) });
    return scenario.handler?.(request, kit);
  }) as never) as (request: never, context: unknown) => unknown;
  return (request) => wrapped(nextRequest(request), { params: Promise.resolve({}) });
}

/** `auth(req, res)`, as API routes and `getServerSideProps` of the Pages Router call it. */
async function pagesRouter(
  auth: (req: unknown, res: unknown) => Promise<unknown>,
  request: Request,
): Promise<Response> {
  const headers = new Headers();
  const req = { headers: Object.fromEntries(request.headers) };
  const session = await auth(req, {
    appendHeader: (name: string, value: string) => headers.append(name, value),
  });
  headers.set("content-type", "application/json");
  return new Response(JSON.stringify(session), { headers });
}

type Settled = { value: unknown } | { error: unknown };

async function settle(act: () => unknown): Promise<Settled> {
  try {
    return { value: await act() };
  } catch (error) {
    return { error };
  }
}

interface RawAnswer {
  status?: number;
  headers?: HeadersInit;
  body?: unknown;
  redirect?: string;
  cookies?: Array<{ name: string; value: string; options: Record<string, unknown> }>;
}

async function observe(settled: Settled, visit: Visit, calls: Observation["calls"]): Promise<void> {
  if ("error" in settled) {
    const observed = thrownObservation(settled.error, calls);
    visit.answers.push({ location: null, body: "", setCookie: [], observed });
    return;
  }
  const { value } = settled;
  const isRaw = !(value instanceof Response);
  const response = isRaw ? responseOfRaw(value as RawAnswer) : value;
  const text = await response.clone().text();
  const observed = await observeResponse(response, text, calls);
  if (isRaw) observed.kind = "raw";
  const setCookie = response.headers.getSetCookie();
  keep(visit.jar, setCookie);
  visit.answers.push({
    location: response.headers.get("location"),
    body: text,
    setCookie,
    observed,
  });
}

/** So that raw answers are observed by the same means. */
function responseOfRaw(raw: RawAnswer): Response {
  const headers = new Headers(raw.headers);
  for (const { name, value, options } of raw.cookies ?? [])
    headers.append(
      "set-cookie",
      `${name}=${encodeURIComponent(value)}; ${JSON.stringify(scrub(options))}`,
    );
  if (raw.redirect) headers.set("location", raw.redirect);
  if (raw.body !== undefined && typeof raw.body !== "string")
    headers.set("content-type", "application/json");
  const body = typeof raw.body === "string" ? raw.body : JSON.stringify(raw.body);
  return new Response(body ?? null, { status: raw.status ?? (raw.redirect ? 302 : 200), headers });
}

function keep(jar: Map<string, string>, lines: readonly string[]): void {
  for (const line of lines) {
    const pair = line.split(";")[0] ?? "";
    const name = pair.slice(0, pair.indexOf("="));
    const value = pair.slice(name.length + 1);
    if (value) jar.set(name, decodeURIComponent(value));
    else jar.delete(name);
  }
}

function requestOf(spec: RequestSpec, jar: ReadonlyMap<string, string>): Request {
  const absolute = /^https?:\/\//.test(spec.path);
  const url = absolute ? spec.path : `${origin}${basePath}${spec.path}`;
  const headers = new Headers(spec.headers);
  const cookies = { ...(spec.withoutJar ? {} : Object.fromEntries(jar)), ...spec.cookies };
  const pairs = Object.entries(cookies).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  if (pairs.length > 0 && !headers.has("cookie")) headers.set("cookie", pairs.join("; "));
  const body = bodyOf(spec, headers);
  const method = spec.method ?? (body === null ? "GET" : "POST");
  return new Request(url, { method, headers, body });
}

function bodyOf(spec: RequestSpec, headers: Headers): string | null {
  if (spec.form !== undefined) {
    if (!headers.has("content-type"))
      headers.set("content-type", "application/x-www-form-urlencoded");
    return new URLSearchParams(spec.form).toString();
  }
  if (spec.json !== undefined) {
    if (!headers.has("content-type")) headers.set("content-type", "application/json");
    return JSON.stringify(spec.json);
  }
  return spec.body ?? null;
}

function setEnvironment(wanted: Record<string, string>): () => void {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (environment.test(name)) delete process.env[name];
  Object.assign(process.env, wanted);
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  };
}
