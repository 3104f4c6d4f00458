import { fault } from "./failure.js";
import type { CustomFetchOptions } from "./library.js";

/** A `fetch` that takes what oauth4webapi passes, too. */
export type ProviderFetch = (
  input: string | URL | Request,
  init?: RequestInit | CustomFetchOptions<string, BodyInit | null | undefined>,
) => Promise<Response>;

/**
 * Next.js puts its data cache in front of the global `fetch`; that of Next 14 keeps the answer to a GET for good:
 * discovery, keys, somebody's profile. This is how one opts out, and every other `fetch` ignores it. The standard's
 * `cache: "no-store"` would do as well, but Workers with a compatibility date before 2024-11-11 throw at it.
 */
const uncached = { next: { revalidate: 0 } };

/** More than any discovery document, key set, token or profile has. */
export const maxAnswerBytes: number = 1_048_576;

/** Statuses whose `Response` must not have a body (Fetch §2.2.3). */
const bodiless: ReadonlySet<number> = new Set([101, 204, 205, 304]);

/** The work's result, or a rejection once the signal fires: also for work that does not heed the signal. */
export function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(fault("timeout", "The provider did not answer in time"));
    if (signal.aborted) giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}

/**
 * A `fetch` for talking to a provider: no redirect is followed (the answer could come from inside our own
 * network), no more than {@link maxAnswerBytes} is read, and `deadline` ends it, headers and body together.
 */
export function guardedFetch(
  fetcher: typeof fetch | undefined,
  deadline: () => AbortSignal,
): ProviderFetch {
  return async (input, init) => {
    const limit = deadline();
    const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit;
    const options = { ...init, ...uncached, signal, redirect: "manual" } as RequestInit;
    return within(answerOf((fetcher ?? globalThis.fetch)(input, options)), signal);
  };
}

async function answerOf(answering: Promise<Response>): Promise<Response> {
  const response = await answering;
  const { status, statusText, headers } = response;
  if (response.type === "opaqueredirect" || (status >= 300 && status < 400)) {
    await response.body?.cancel();
    throw fault("redirected", "The provider answered with a redirect, which is not followed");
  }
  const body = await readBounded(response);
  return new Response(bodiless.has(status) ? null : body, { status, statusText, headers });
}

async function readBounded(response: Response): Promise<BodyInit | null> {
  if (!response.body) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxAnswerBytes) {
      await reader.cancel();
      throw fault("too_large", `The provider's answer is larger than ${maxAnswerBytes} bytes`);
    }
    chunks.push(value);
  }
  return new Blob(chunks as BlobPart[]);
}
