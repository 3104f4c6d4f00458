import type { AuthClientConfig } from "./types.js";

/**
 * Refreshes the session every `interval` seconds (0 or nothing is never) and when the tab becomes visible;
 * `whileOffline: false` pauses the interval without a network. Returns the undo.
 */
export function watch(
  config: AuthClientConfig,
  interval: number | undefined,
  onFocus: boolean | undefined = true,
  whileOffline: boolean | undefined = true,
): () => void {
  const stop = new AbortController();
  const refresh = (event?: string): void => config._getSession({ event });
  const whenVisible = (): void => {
    if (onFocus && document.visibilityState === "visible") refresh("visibilitychange");
  };
  document.addEventListener("visibilitychange", whenVisible, stop);
  // Asks only if the session is not known: the first request may have failed for want of a network.
  window.addEventListener("online", () => refresh(), stop);
  const poll = (): void => {
    if (whileOffline || navigator.onLine) refresh("poll");
  };
  const timer = interval && setInterval(poll, interval * 1000);

  return () => {
    stop.abort();
    clearInterval(timer);
  };
}
