import { html } from "../lib/html.js";
import type { Theme } from "../types/index.js";
import { type Page, renderCard } from "./document.js";
import { envelope } from "./glyphs.js";
import { siteLink } from "./site-link.js";

/** What the page after an e-mail sign-in shows. */
export interface VerifyRequestModel {
  /** The app's own URL; its host is shown as the way back. */
  readonly baseUrl: string;
  readonly theme: Theme;
}

/** The page that says: a link is on its way. The same whether or not the address has an account. */
export function verifyRequestPage(model: VerifyRequestModel): Page {
  return renderCard({
    name: "verify-request",
    title: "Check your inbox",
    theme: model.theme,
    glyph: envelope,
    heading: "Check your inbox",
    lead: html`<p>An email with a link is on its way to you. Open the link to sign in.</p>`,
    body: html`<div class="actions">${siteLink(model.baseUrl)}</div>`,
  });
}
