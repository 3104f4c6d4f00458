import type { NextRequest } from "next/server.js";
import { type AuthInstance, compose, createShared } from "../auth.js";
import { processEnv, withEnv } from "../config/env.js";
import type { MaybePromise } from "../lib/promise.js";
import { defaultBasePath } from "../protocol.js";
import type { Awaitable } from "../types/index.js";
import type { NextAuthConfig } from "./types.js";

/** A configuration with the environment's answers filled in, and the app that is made of it. */
export interface Binding {
  readonly config: NextAuthConfig & { readonly basePath: string };
  readonly instance: AuthInstance;
}

/** The binding for a request; `undefined` stands for a call that has none at hand. */
export type Bind = (request: NextRequest | undefined) => MaybePromise<Binding>;

/**
 * The base path of the Next.js app, which Next.js writes in place of this variable when it bundles us. Where we are
 * not bundled, the app says it: in `basePath`, or in the path of `AUTH_URL`.
 */
function nextBasePath(): string {
  return (typeof process === "object" && process.env.__NEXT_ROUTER_BASEPATH) || "";
}

/** A configuration that is made for each request. */
export type LazyConfig = (request: NextRequest | undefined) => Awaitable<NextAuthConfig>;

/**
 * Binds a configuration, at once and for all where it is an object. A lazy one is asked on every call; where it gives
 * the same object again, the app made of it before is used.
 * @throws InvalidConfig
 */
export function createBind(config: NextAuthConfig | LazyConfig): Bind {
  const env = processEnv();
  const shared = createShared();
  const routes = nextBasePath() + defaultBasePath;
  const make = (given: NextAuthConfig): Binding => {
    const filled = withEnv(given, env, routes);
    const instance = compose(filled, env, shared);
    return { config: { ...filled, basePath: instance.config.basePath }, instance };
  };
  if (typeof config !== "function") {
    const binding = make(config);
    return () => binding;
  }
  const known = new WeakMap<NextAuthConfig, Binding>();
  return async (request) => {
    const given = await config(request);
    const binding = known.get(given) ?? make(given);
    known.set(given, binding);
    return binding;
  };
}
