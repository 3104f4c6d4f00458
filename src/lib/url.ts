/** Adds a query to a URL, or to a path, that may have one already. */
export function withQuery(url: string, query: Readonly<Record<string, string>>): string {
  return `${url}${url.includes("?") ? "&" : "?"}${new URLSearchParams(query)}`;
}

/**
 * The URL as a header can carry it: what is neither ASCII nor Latin-1 is percent-encoded, and so are control characters.
 * A lone surrogate has no encoding, and becomes U+FFFD as in the URL standard.
 */
export function toHeaderUrl(url: string): string {
  return url
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/[^\x20-\x7e\xa0-\xff]+/g, encodeURIComponent);
}

/** The protocol that a proxy says the browser used: the first of a list, and only one of the two that there are. */
export function forwardedProtocol(headers: Headers): "http:" | "https:" | undefined {
  const value = headers.get("x-forwarded-proto");
  // What nearly every proxy writes, on the path of every read.
  if (value === "https" || value === "http") return `${value}:`;
  const named = value?.split(",", 1)[0]?.trim().toLowerCase();
  if (!named) return undefined;
  return named.replace(/:$/, "") === "http" ? "http:" : "https:";
}
