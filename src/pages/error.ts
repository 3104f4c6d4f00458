import { html } from "../lib/html.js";
import type { Theme } from "../types/index.js";
import { type Page, renderCard } from "./document.js";
import { warning } from "./glyphs.js";
import { siteLink } from "./site-link.js";
import { problemOf } from "./texts.js";
import { linkUrl } from "./url.js";

/** What the error page shows. */
export interface ErrorModel {
  /** The code in `?error=`. An unknown one gets the general text, and is never shown. */
  readonly error?: string | undefined;
  /** The sign-in page. */
  readonly signInUrl: string;
  /** The app's own URL; its host is shown as the way back. */
  readonly baseUrl: string;
  readonly theme: Theme;
}

/** The error page. Which status it is sent with is not its business. */
export function errorPage(model: ErrorModel): Page {
  const problem = problemOf(model.error);
  const signIn = problem.retry ? linkUrl(model.signInUrl) : null;
  return renderCard({
    name: "error",
    title: problem.heading,
    theme: model.theme,
    glyph: warning,
    heading: problem.heading,
    lead: html`<p>${problem.text}</p>`,
    body: html`<div class="actions">
${signIn !== null && html`<a class="button primary" href="${signIn}">Sign in</a>`}
${siteLink(model.baseUrl)}
</div>`,
  });
}
