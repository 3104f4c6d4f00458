/** The mark on a provider's button: its logo, or the first letter of its name. Never from another host. */
import { type Html, html } from "../lib/html.js";
import { type Color, parseColor } from "./color.js";
import { logos } from "./logos.js";
import type { PageProvider } from "./provider.js";
import { ownImageUrl } from "./url.js";

/** A mark: its markup, which takes `--accent` from the class `accent-<at>`, and the colour that is to be. */
export interface Mark {
  readonly html: Html;
  readonly accent: Color | null;
}

/** The mark of a provider; `at` is its place on the page. */
export function providerMark(provider: PageProvider, at: number): Mark {
  const image = ownImageUrl(provider.style?.logo, provider.signinUrl);
  if (image) {
    return { html: html`<img class="mark" src="${image.src}" alt="">`, accent: null };
  }
  const logo = logos.get(provider.id);
  if (logo) {
    return {
      html: html`<svg class="mark accent-${at}" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true"><path d="${logo.path}"/></svg>`,
      accent: parseColor(logo.color),
    };
  }
  const letter = [...provider.name.trim()][0] ?? "";
  return {
    html: html`<span class="mark monogram accent-${at}" aria-hidden="true">${letter.toUpperCase()}</span>`,
    accent: parseColor(provider.style?.brandColor) ?? parseColor(provider.style?.bg),
  };
}
