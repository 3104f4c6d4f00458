/**
 * HTML as a tagged template. What is interpolated is escaped; markup is only what `html`, `attributes`
 * or `dangerouslyTrust` made. The brand is a symbol, so no JSON, query or configuration can pose as markup.
 */
const markup: unique symbol = Symbol("markup");

/** A piece of markup. Only this module makes one. */
export interface Html {
  readonly [markup]: string;
}

/** What may stand in a template: markup as it is, text and numbers escaped, absence as nothing. */
export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

/** What an attribute may be: `true` is the bare name; `false`, `null` and `undefined` leave it out. */
export type AttributeValue = string | number | boolean | null | undefined;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes text for element content and for quoted attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/**
 * Builds markup: ``html`<p>${name}</p>` ``. Safe in element content and in quoted attribute values;
 * an interpolated attribute must be quoted, and a URL must be judged before it gets here.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = strings[0] ?? "";
  for (const [index, value] of values.entries()) {
    text += toText(value) + (strings[index + 1] ?? "");
  }
  return { [markup]: text };
}

/** Attributes, each with a space before it: ``html`<input${attributes({ name, required: true })}>` ``. */
export function attributes(values: Readonly<Record<string, AttributeValue>>): Html {
  let text = "";
  for (const [name, value] of Object.entries(values)) {
    if (!/^[a-z][a-z0-9-]*$/.test(name)) {
      throw new TypeError("An attribute name has letters a to z, digits and hyphens only.");
    }
    if (value === true) text += ` ${name}`;
    else if (value !== false && value != null) text += ` ${name}="${escapeHtml(String(value))}"`;
  }
  return { [markup]: text };
}

/** Takes text as markup, unescaped. Only for constants of this package and for text built from parsed numbers. */
export function dangerouslyTrust(text: string): Html {
  return { [markup]: text };
}

/** The text of a piece of markup. */
export function renderHtml(value: Html): string {
  return value[markup];
}

function toText(value: HtmlValue): string {
  if (value == null || value === false) return "";
  if (typeof value === "string") return escapeHtml(value);
  if (typeof value === "number") return String(value);
  if (isList(value)) return value.map(toText).join("");
  // Not ours, whatever its type claims: the text "undefined" would hide the mistake.
  if (typeof value[markup] !== "string")
    throw new TypeError("Only text, numbers and markup render.");
  return value[markup];
}

function isList(value: HtmlValue): value is readonly HtmlValue[] {
  return Array.isArray(value);
}
