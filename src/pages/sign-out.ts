import { attributes, html } from "../lib/html.js";
import type { Theme } from "../types/index.js";
import { type Page, renderCard } from "./document.js";
import { exit } from "./glyphs.js";
import { linkUrl } from "./url.js";

/** What the sign-out page shows. */
export interface SignOutModel {
  /** Where the form posts: the page's own URL. */
  readonly action: string;
  /** Left out of the form where the check is skipped. */
  readonly csrfToken?: string | undefined;
  /** Where somebody goes who stays signed in. No link without it. */
  readonly cancelUrl?: string | undefined;
  readonly theme: Theme;
}

/** The sign-out page: asks, because a link alone must not end a session. */
export function signOutPage(model: SignOutModel): Page {
  const cancel = model.cancelUrl === undefined ? null : linkUrl(model.cancelUrl);
  const token = model.csrfToken;
  return renderCard({
    name: "signout",
    title: "Sign out",
    theme: model.theme,
    glyph: exit,
    heading: "Sign out?",
    lead: html`<p>This ends your session in this browser.</p>`,
    body: html`<div class="actions">
<form${attributes({ action: linkUrl(model.action) })} method="post">
${token !== undefined && html`<input${attributes({ type: "hidden", name: "csrfToken", value: token })}>`}
<button class="button primary" type="submit" id="submitButton">Sign out</button>
</form>
${cancel !== null && html`<a class="button" href="${cancel}">Stay signed in</a>`}
</div>`,
  });
}
