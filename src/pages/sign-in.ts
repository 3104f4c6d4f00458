import { type AttributeValue, attributes, type Html, html } from "../lib/html.js";
import type { Theme } from "../types/index.js";
import { type Page, renderCard } from "./document.js";
import { renderField, toFields } from "./input.js";
import { type Mark, providerMark } from "./mark.js";
import type { PageProvider } from "./provider.js";
import { type Message, signInMessage } from "./texts.js";
import { hostOf, linkUrl } from "./url.js";

/** What the sign-in page shows. */
export interface SignInModel {
  /** In the order of the configuration. Providers that a form cannot serve are left out. */
  readonly providers: readonly PageProvider[];
  /** Left out of the forms where the check is skipped. */
  readonly csrfToken?: string | undefined;
  /** Where the user goes after signing in. */
  readonly callbackUrl?: string | undefined;
  readonly theme: Theme;
  /** The code in `?error=`. An unknown one gets the general text. */
  readonly error?: string | undefined;
  /** Prefills the e-mail field. */
  readonly email?: string | undefined;
}

/** A way to sign in: one button, or a form with fields. */
interface Method {
  readonly provider: PageProvider;
  readonly kind: "button" | "form";
  readonly action: string;
}

/** The sign-in page: a button for each OAuth or OIDC provider, a form for each e-mail or credentials one. */
export function signInPage(model: SignInModel): Page {
  const methods = model.providers.flatMap(toMethod);
  const marks = methods.map(({ provider }, at) => providerMark(provider, at));
  const message = model.error ? signInMessage(model.error) : null;
  const host = hostOf(model.callbackUrl);
  return renderCard({
    name: "signin",
    title: "Sign in",
    theme: model.theme,
    heading: "Sign in",
    lead: host ? html`<p>to continue to ${host}</p>` : null,
    accents: marks.map((mark) => mark.accent),
    body: html`${message && renderMessage(message)}
<div class="methods">
${methods.length === 0 && html`<p class="notice">There is no way to sign in here yet.</p>`}
${methods.map((method, at) => [
  at > 0 && dividerBetween(methods[at - 1], method),
  renderMethod(method, at, { model, methods, marks, message }),
])}
</div>`,
  });
}

interface Context {
  readonly model: SignInModel;
  readonly methods: readonly Method[];
  readonly marks: readonly Mark[];
  readonly message: Message | null;
}

function toMethod(provider: PageProvider): Method[] {
  const form =
    provider.type === "email" || (provider.type === "credentials" && provider.credentials);
  const button = provider.type === "oauth" || provider.type === "oidc";
  if (!form && !button) return [];
  const action = linkUrl(
    provider.type === "credentials" ? provider.callbackUrl : provider.signinUrl,
  );
  return action === null ? [] : [{ provider, kind: form ? "form" : "button", action }];
}

function renderMessage(message: Message): Html {
  return message.field === "notice"
    ? html`<p class="notice" id="message" role="status">${message.text}</p>`
    : html`<p class="alert error" id="message" role="alert">${message.text}</p>`;
}

function dividerBetween(before: Method | undefined, after: Method): Html | null {
  if (before?.kind === "button" && after.kind === "button") return null;
  return html`<div class="divider">or</div>`;
}

function renderMethod(method: Method, at: number, context: Context): Html {
  const { model, marks } = context;
  const { provider, kind, action } = method;
  const label = `Sign in with ${provider.name}`;
  // Auth.js gives each of its forms' buttons this id; a document may have it once.
  const first = context.methods.findIndex((other) => other.kind === "form") === at;
  return html`<form class="provider" action="${action}" method="post">
${hidden("csrfToken", model.csrfToken)}
${hidden("callbackUrl", model.callbackUrl)}
${kind === "form" && fieldsOf(method, at, context)}
${
  kind === "button"
    ? html`<button class="button" type="submit">${marks[at]?.html}<span>${label}</span></button>`
    : html`<button class="button primary" type="submit" id="${first ? "submitButton" : `submitButton-${provider.id}`}">${label}</button>`
}
</form>`;
}

function fieldsOf(method: Method, at: number, context: Context): readonly Html[] {
  const { provider } = method;
  const fields =
    provider.type === "email"
      ? emailFields(context.model.email)
      : toFields(provider.credentials ?? {});
  // The message belongs to the form that was sent; with two of a kind nobody knows which one that was.
  const alone =
    context.methods.filter((other) => other.provider.type === provider.type).length === 1;
  const invalid = alone && context.message?.field === provider.type;
  return fields.map((field, index) => {
    const extra: Record<string, AttributeValue> = {};
    if (at === 0 && index === 0) extra.autofocus = true;
    if (invalid) Object.assign(extra, { "aria-invalid": "true", "aria-describedby": "message" });
    return renderField(field, provider.id, extra);
  });
}

function emailFields(email: string | undefined): ReturnType<typeof toFields> {
  return toFields({
    email: {
      label: "Email",
      type: "email",
      required: true,
      autocomplete: "email",
      placeholder: "you@example.com",
      ...(email !== undefined && { value: email }),
    },
  });
}

function hidden(name: string, value: string | undefined): Html | null {
  return value === undefined ? null : html`<input${attributes({ type: "hidden", name, value })}>`;
}
