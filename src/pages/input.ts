/** The inputs of a credentials form: configured attributes in, `<input>` and its label out. */
import { type AttributeValue, attributes, type Html, html } from "../lib/html.js";
import type { CredentialInput } from "../types/provider.js";

// React's names differ from HTML's in letter case only, these aside.
const renamed: Readonly<Record<string, string>> = {
  defaultvalue: "value",
  defaultchecked: "checked",
};

// No name or id (the form needs its own), nothing that runs script or reaches another host.
const allowed: ReadonlySet<string> = new Set(
  (
    "type value placeholder title required readonly disabled checked multiple autofocus autocomplete " +
    "autocapitalize autocorrect spellcheck inputmode enterkeyhint minlength maxlength min max step " +
    "pattern size list dir lang accept"
  ).split(" "),
);

/** An input, its attributes known. */
export interface Field {
  readonly name: string;
  readonly label: string | undefined;
  readonly type: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** Reads the configured inputs. Where an input says nothing of `autocomplete`, its name and type tell. */
export function toFields(inputs: Readonly<Record<string, CredentialInput>>): readonly Field[] {
  const fields = Object.entries(inputs).map(([name, input]) => toField(name, input));
  const purposes = fields.map(purposeOf);
  if (purposes.includes("current-password") && !purposes.includes("username")) {
    // Beside a password, a first text field that says nothing of itself is the user's name.
    const first = purposes.findIndex((purpose, at) => purpose === null && isText(fields[at]));
    if (first >= 0) purposes[first] = "username";
  }
  return fields.map((field, at) => ({
    ...field,
    attributes: { ...hints(purposes[at] ?? null), ...field.attributes },
  }));
}

/** A field with its label. `extra` is what the form adds: the association with an error, the focus. */
export function renderField(
  field: Field,
  providerId: string,
  extra: Readonly<Record<string, AttributeValue>>,
): Html {
  if (field.type === "hidden") {
    return html`<input${attributes({ ...field.attributes, name: field.name })}>`;
  }
  const id = `input-${field.name}-for-${providerId}-provider`;
  const inline = field.type === "checkbox" || field.type === "radio";
  return html`<div class="field${inline && " inline"}">
<label class="section-header${field.label === undefined && " bare"}" for="${id}">${field.label ?? field.name}</label>
<input${attributes({ ...field.attributes, ...extra, id, name: field.name })}>
</div>`;
}

function toField(name: string, input: CredentialInput): Field {
  const found: Record<string, AttributeValue> = { type: "text" };
  for (const [key, value] of Object.entries(input)) {
    const lower = key.toLowerCase();
    const attribute = renamed[lower] ?? lower;
    const open = /^(?:aria|data)-[a-z0-9-]+$/.test(attribute);
    if (!open && !allowed.has(attribute)) continue;
    if (typeof value === "string" || typeof value === "number") found[attribute] = value;
    // `true` and `false` are words in these, and presence and absence in the others.
    else if (typeof value === "boolean") {
      found[attribute] = open || attribute === "spellcheck" ? String(value) : value;
    }
  }
  const label = typeof input.label === "string" && input.label !== "" ? input.label : undefined;
  return { name, label, type: String(found.type).toLowerCase(), attributes: found };
}

type Purpose = "current-password" | "username" | "one-time-code" | "tel";

function purposeOf(field: Field): Purpose | null {
  if (field.type === "password") return "current-password";
  if (field.type === "email") return "username";
  if (field.type === "tel") return "tel";
  if (!isText(field)) return null;
  if (/^(?:user(?:_?name)?|login|e?-?mail|identifier|account)$/i.test(field.name))
    return "username";
  if (/^(?:otp|totp|mfa|(?:one_?time_?|2fa_?|mfa_?|totp_?)?code)$/i.test(field.name)) {
    return "one-time-code";
  }
  return null;
}

function isText(field: Field | undefined): boolean {
  return field?.type === "text" || field?.type === "email" || field?.type === "tel";
}

function hints(purpose: Purpose | null): Readonly<Record<string, AttributeValue>> {
  if (purpose === null) return {};
  if (purpose !== "username") return { autocomplete: purpose };
  return { autocomplete: purpose, autocapitalize: "none", spellcheck: "false" };
}
