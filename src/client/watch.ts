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
  const refresh = (event: string): void => config._getSession({ event });
  const whenVisible = (): void => {
    if (onFocus && document.visibilityState === "visible") refresh("visibilitychange");
  };
  // Asks only if the session is not known: the first request may have failed for want of a network.
  const refreshUnknown = (): void => config._getSession();
  const poll = (): void => {
    if (whileOffline || navigator.onLine) refresh("poll");
  };
  document.addEventListener("visibilitychange", whenVisible);
  window.addEventListener("online", refreshUnknown);
  const timer = interval && setInterval(poll, interval * 1000);

  return () => {
    document.removeEventListener("visibilitychange", whenVisible);
    window.removeEventListener("online", refreshUnknown);
    clearInterval(timer);
  };
}
