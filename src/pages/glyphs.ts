/** The three drawings of our own, in a 24 by 24 box. They repeat what the heading says. */
import { type Html, html } from "../lib/html.js";

const stroke = html`fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"`;

/** An envelope. */
export const envelope: Html = html`<svg class="glyph" viewBox="0 0 24 24" ${stroke} aria-hidden="true"><rect x="2.5" y="5" width="19" height="14.5" rx="3"/><path d="m3.5 8 7 5.2a2.5 2.5 0 0 0 3 0l7-5.2"/></svg>`;

/** A circle with an exclamation mark. */
export const warning: Html = html`<svg class="glyph" viewBox="0 0 24 24" ${stroke} aria-hidden="true"><circle cx="12" cy="12" r="9.25"/><path d="M12 7.5v5.25M12 16.25v.01"/></svg>`;

/** An arrow out of a door. */
export const exit: Html = html`<svg class="glyph" viewBox="0 0 24 24" ${stroke} aria-hidden="true"><path d="M10 20.5H6.5a3 3 0 0 1-3-3v-11a3 3 0 0 1 3-3H10M15.5 16.5 20 12l-4.5-4.5M20 12H9.5"/></svg>`;
