/** What the pages have in common: the document around a card, and the policy that goes with it. */

import { randomHex } from "../lib/encoding.js";
import { dangerouslyTrust, type Html, html, renderHtml } from "../lib/html.js";
import type { Theme } from "../types/index.js";
import type { Color } from "./color.js";
import { stylesheet } from "./style.js";
import { colorScheme, themeRules } from "./theme.js";
import { imageUrl, type PageImage } from "./url.js";

/** A page, and the value of its `Content-Security-Policy` header: the one does not look right without the other. */
export interface Page {
  readonly html: string;
  readonly csp: string;
}

interface Card {
  /** Also a class of the page, as in Auth.js: `signin`, `signout`, `error`, `verify-request`. */
  readonly name: string;
  readonly title: string;
  readonly theme: Theme;
  /** Stands in for the theme's logo where there is none. */
  readonly glyph?: Html;
  readonly heading: string;
  /** Below the heading. */
  readonly lead?: Html | null;
  readonly body?: Html | null;
  readonly accents?: readonly (Color | null)[];
}

/** Puts a card into a document of its own. Each page gets a new nonce: it must not be cached. */
export function renderCard(card: Card): Page {
  const logo = imageUrl(card.theme.logo);
  const nonce = randomHex(16);
  const page = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${card.title}</title>
<style nonce="${nonce}">${dangerouslyTrust(themeRules(card.theme, card.accents))}${dangerouslyTrust(stylesheet)}</style>
</head>
<body class="__next-auth-theme-${colorScheme(card.theme)}">
<main class="page ${card.name}">
<div class="card">
<header>
${logo ? html`<img class="logo" src="${logo.src}" alt="">` : card.glyph}
<h1>${card.heading}</h1>
${card.lead}
</header>
${card.body}
</div>
</main>
</body>
</html>
`;
  return { html: renderHtml(page), csp: policy(nonce, logo) };
}

/**
 * There is no `form-action`: browsers apply it to the redirect that answers a form, and that one leads to
 * the provider (CSP 3 §6.4.1). It is also not covered by `default-src`.
 */
function policy(nonce: string, logo: PageImage | null): string {
  return [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `img-src 'self' data:${logo?.origin ? ` ${logo.origin}` : ""}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
