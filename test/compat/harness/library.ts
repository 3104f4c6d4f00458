/** What a scenario needs of an implementation: the published package and ours offer the same names. */

/** A configuration: the symbols in it come from the library it is given to. */
export type Config = Record<string | symbol, unknown>;

/** What `NextAuth()` gives. */
export interface NextAuthLike {
  readonly handlers: Record<"GET" | "POST", (request: never) => Promise<Response>>;
  auth(...args: never[]): unknown;
  signIn(provider?: string, options?: object, authorizationParams?: unknown): Promise<unknown>;
  signOut(options?: object): Promise<unknown>;
  unstable_update(data: unknown): Promise<unknown>;
}

export interface Library {
  readonly name: string;
  Auth(request: Request, config: Config): Promise<unknown>;
  NextAuth(config: Config | ((request: unknown) => Config | Promise<Config>)): NextAuthLike;
  readonly raw: symbol;
  readonly skipCSRFCheck: symbol;
  readonly customFetch: symbol;
  setEnvDefaults(env: Record<string, string | undefined>, config: Config): void;
  createActionURL(
    action: string,
    protocol: string,
    headers: Headers,
    env: Record<string, string | undefined>,
    config: Config,
  ): URL;
  readonly CredentialsSignin: new (message?: string) => Error & { code: string };
  readonly AuthError: new (message?: string) => Error;
  provider(id: string): Promise<(options: Config) => Config>;
}

/** next-auth 5.0.0-beta.32 and the @auth/core 0.41.3 beneath it. */
export async function loadPublished(): Promise<Library> {
  const [core, errors, next] = await Promise.all([
    import("@auth/core"),
    import("@auth/core/errors"),
    import("next-auth"),
  ]);
  const library = {
    ...core,
    ...errors,
    NextAuth: next.default,
    name: "published",
    provider: async (id: string) =>
      (await import(/* @vite-ignore */ `@auth/core/providers/${id}`)).default,
  };
  return library as unknown as Library;
}

/** Ours, from source. */
export async function loadOurs(): Promise<Library> {
  const [root, errors] = await Promise.all([
    import("../../../src/index.js"),
    import("../../../src/errors.js"),
  ]);
  const library = {
    ...root,
    ...errors,
    NextAuth: root.default,
    name: "ours",
    provider: async (id: string) =>
      (await import(/* @vite-ignore */ `../../../src/providers/${id}.ts`)).default,
  };
  return library as unknown as Library;
}
