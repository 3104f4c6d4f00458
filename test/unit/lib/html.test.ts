import { describe, expect, test } from "vitest";
import {
  attributes,
  dangerouslyTrust,
  escapeHtml,
  type Html,
  html,
  renderHtml,
} from "../../../src/lib/html.js";

describe("what is interpolated is escaped", () => {
  test.each([
    ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    [`"><img src=x onerror=alert(1)>`, "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"],
    ["' onmouseover='x", "&#39; onmouseover=&#39;x"],
    ["&lt;", "&amp;lt;"],
    ["</style><script>", "&lt;/style&gt;&lt;script&gt;"],
    ["<!-- -->", "&lt;!-- --&gt;"],
    ["plain text, äöü 日本 🔑", "plain text, äöü 日本 🔑"],
    ["", ""],
  ])("%j", (given, escaped) => {
    expect(escapeHtml(given)).toBe(escaped);
    expect(renderHtml(html`<p title="${given}">${given}</p>`)).toBe(
      `<p title="${escaped}">${escaped}</p>`,
    );
    expect(renderHtml(attributes({ title: given }))).toBe(` title="${escaped}"`);
    expect(renderHtml(html`${[given, [given]]}`)).toBe(escaped + escaped);
  });
});

test("absence is nothing, zero is a zero, markup is kept", () => {
  expect(renderHtml(html`a${null}${undefined}${false}${0}${html`<b>${"&"}</b>`}z`)).toBe(
    "a0<b>&amp;</b>z",
  );
  expect(renderHtml(dangerouslyTrust("<i>"))).toBe("<i>");
});

test("what only looks like markup is refused", () => {
  const forged = JSON.parse('{"markup":"<script>"}') as Html;
  expect(() => html`${forged}`).toThrow(TypeError);
});

test("attributes: presence, absence, names", () => {
  expect(
    renderHtml(attributes({ required: true, disabled: false, id: null, min: 0, "data-x": "1" })),
  ).toBe(' required min="0" data-x="1"');
  for (const name of ["onclick x", "a=b", "", 'x"', "A", "1a"]) {
    expect(() => attributes({ [name]: "v" })).toThrow(TypeError);
  }
});
