/** Which URLs the pages let into an attribute. */

// The host of a path: it cannot be registered (RFC 2606 §2).
const self = "https://self.invalid";

// An origin that is one source expression: the URL parser lets ";" and "," into a host, and either would
// end the directive (CSP 3 §2.2.1).
const plainOrigin = /^https?:\/\/[a-z0-9.-]+(?::\d+)?$/;

/** An image that a page may show. */
export interface PageImage {
  readonly src: string;
  /** The origin that the policy must admit, beside the page's own. */
  readonly origin: string | null;
}

/** The URL, if it is http(s) or a path of the page's own origin; `null` for any other scheme or host trick. */
export function linkUrl(value: string): string | null {
  const url = parse(value);
  if (!url) return null;
  return url.origin === self || /^\s*https?:/i.test(value) ? value : null;
}

/** The host (and port) of an http(s) URL; `null` for a path. */
export function hostOf(value: string | undefined): string | null {
  const url = value === undefined ? null : parse(value);
  return url && url.origin !== self ? url.host : null;
}

/** An image of a theme: a path, an http(s) URL or a `data:image/…`. */
export function imageUrl(value: unknown): PageImage | null {
  if (typeof value !== "string" || value === "") return null;
  if (/^data:image\/[a-z0-9.+-]+[;,]/i.test(value)) return { src: value, origin: null };
  const url = parse(value);
  if (!url) return null;
  if (url.origin === self) return { src: value, origin: null };
  return plainOrigin.test(url.origin) ? { src: url.href, origin: url.origin } : null;
}

/** An image of a provider: as `imageUrl`, but never from an origin other than that of `pageUrl`. */
export function ownImageUrl(value: unknown, pageUrl: string): PageImage | null {
  const image = imageUrl(value);
  if (!image?.origin) return image;
  return image.origin === parse(pageUrl)?.origin ? { src: image.src, origin: null } : null;
}

function parse(value: string): URL | null {
  try {
    const url = new URL(value, self);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}
