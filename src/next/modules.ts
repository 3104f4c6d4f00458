/**
 * The modules of the app's own Next.js and React, loaded when a call needs them. Each `import()` stands in a `try`:
 * bundlers of apps that have no Next.js then leave it alone. The names end in ".js" because `next` has no exports map,
 * without which Node wants the file's name.
 */
import { InvalidConfig } from "../errors.js";

export async function loadHeaders(): Promise<typeof import("next/headers.js")> {
  try {
    return await import("next/headers.js");
  } catch (error) {
    throw missing("next/headers", error);
  }
}

export async function loadServer(): Promise<typeof import("next/server.js")> {
  try {
    return await import("next/server.js");
  } catch (error) {
    throw missing("next/server", error);
  }
}

/** Turbopack gives a route handler the server's half of this module under the name without ".js" only. */
export async function loadNavigation(): Promise<typeof import("next/navigation.js")> {
  try {
    // @ts-expect-error Only bundlers find it.
    return await import("next/navigation");
  } catch {
    return loadNavigationInNode();
  }
}

async function loadNavigationInNode(): Promise<typeof import("next/navigation.js")> {
  try {
    return await import("next/navigation.js");
  } catch (error) {
    throw missing("next/navigation", error);
  }
}

/** `cache` is in the React of Server Components, and in React 19. */
export async function loadReact(): Promise<{ cache?: <T>(make: () => T) => () => T }> {
  try {
    return await import("react");
  } catch (error) {
    throw missing("react", error);
  }
}

function missing(name: string, error: unknown): InvalidConfig {
  return new InvalidConfig(`This call needs "${name}", which a Next.js app has`, error as Error);
}
