import { type Html, html } from "../lib/html.js";
import { hostOf, linkUrl } from "./url.js";

/** A link to the app, named by its host; nothing where the URL has none. */
export function siteLink(baseUrl: string): Html | null {
  const url = linkUrl(baseUrl);
  const host = hostOf(baseUrl);
  return url !== null && host !== null
    ? html`<a class="site" href="${url}">Back to ${host}</a>`
    : null;
}
