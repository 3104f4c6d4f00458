import { describe, expect, test } from "vitest";
import { renderHtml } from "../../../src/lib/html.js";
import { renderField, toFields } from "../../../src/pages/input.js";
import type { CredentialInput } from "../../../src/types/provider.js";

const autocomplete = (inputs: Record<string, CredentialInput>) =>
  toFields(inputs).map((field) => field.attributes.autocomplete ?? null);

const password = { type: "password" };

describe("autocomplete is inferred", () => {
  test.each<[Record<string, CredentialInput>, (string | null)[]]>([
    [{ username: {}, password }, ["username", "current-password"]],
    [{ email: { type: "email" }, password }, ["username", "current-password"]],
    [{ email: {}, password }, ["username", "current-password"]],
    [{ employee: {}, password }, ["username", "current-password"]],
    [{ tenant: {}, login: {}, password }, [null, "username", "current-password"]],
    [{ phone: { type: "tel" }, password }, ["tel", "current-password"]],
    [{ username: {}, password, totp: {} }, ["username", "current-password", "one-time-code"]],
    [{ code: {} }, ["one-time-code"]],
    [{ anything: {} }, [null]],
    [{ remember: { type: "checkbox" }, password }, [null, "current-password"]],
    [
      {
        username: { autoComplete: "off" },
        password: { ...password, autocomplete: "new-password" },
      },
      ["off", "new-password"],
    ],
  ])("%j → %j", (inputs, expected) => {
    expect(autocomplete(inputs)).toEqual(expected);
  });
});

const render = (input: CredentialInput) =>
  renderHtml(renderField(toFields({ f: input })[0]!, "p", {}));

test("React's names become HTML's", () => {
  const html = render({ defaultValue: "v", readOnly: true, maxLength: 3, inputMode: "numeric" });
  expect(html).toContain(' value="v" readonly maxlength="3" inputmode="numeric"');
});

test("booleans: presence, words, absence", () => {
  expect(render({ required: false, spellCheck: false, "aria-busy": true })).toMatch(
    /<input(?! required)[^>]* spellcheck="false" aria-busy="true" id="input-f-for-p-provider" name="f">/,
  );
  expect(render({ required: false })).not.toContain("required");
});

test("what is no text, number or boolean is left out", () => {
  expect(render({ value: {} as never, ref: () => 0, children: [], style: { color: "red" } })).toBe(
    render({}),
  );
});

test("the name stands in for a label as it is, an own label is never changed", () => {
  expect(render({})).toContain(
    '<label class="section-header bare" for="input-f-for-p-provider">f<',
  );
  expect(render({ label: "iPIN" })).toContain('class="section-header" for');
});

test("a hidden input has no label, a checkbox stands beside its own", () => {
  expect(render({ type: "hidden", value: "1" })).toBe('<input type="hidden" value="1" name="f">');
  expect(render({ type: "checkbox" })).toContain('class="field inline"');
});
