/** Of a page, what the server will get from it: where its forms go, and with which fields. */
export interface ObservedForm {
  readonly action: string;
  readonly method: string;
  readonly fields: ReadonlyArray<{ name: string; type: string; value: string }>;
}

const entities: Record<string, string> = {
  "&amp;": "&",
  "&quot;": '"',
  "&#39;": "'",
  "&#x27;": "'",
  "&#34;": '"',
  "&lt;": "<",
  "&gt;": ">",
};

function attributesOf(tag: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const match of tag.matchAll(/([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s>]+))/g)) {
    const value = match[2] ?? match[3] ?? match[4] ?? "";
    const name = (match[1] ?? "").toLowerCase();
    attributes[name] = value.replace(/&(?:#?\w+);/g, (entity) => entities[entity] ?? entity);
  }
  return attributes;
}

/** The forms of a page, in its order. The CSRF token is random, and so named. */
export function formsOf(html: string): ObservedForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map((form) => {
    const { action = "", method = "GET" } = attributesOf(form[1] ?? "");
    const fields = [...(form[2] ?? "").matchAll(/<input\b([^>]*)>/g)].map((input) => {
      const { name = "", type = "text", value = "" } = attributesOf(input[1] ?? "");
      return { name, type, value: name === "csrfToken" && value ? "<csrf token>" : value };
    });
    return { action, method: method.toUpperCase(), fields };
  });
}
