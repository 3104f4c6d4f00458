import { describe, expect, test } from "vitest";
import { type Color, contrast, parseColor } from "../../../src/pages/color.js";
import { themeRules } from "../../../src/pages/theme.js";
import type { Theme } from "../../../src/types/index.js";

/** The custom properties of each palette that a theme prints. */
function palettes(theme: Theme, accents: readonly (Color | null)[] = []) {
  return themeRules(theme, accents)
    .split("@media")
    .map((rules) => {
      const found: Record<string, Color> = {};
      for (const [, name, value] of rules.matchAll(/--([a-z-]+):(#[0-9a-f]{6});/g)) {
        found[name!] = parseColor(value)!;
      }
      return found;
    });
}

const themes: Theme[] = [
  {},
  ...["#fff", "#000", "#777", "#ffd400", "#4f46e5", "#e11d48", "oklch(0.7 0.2 140)"].map(
    (brandColor) => ({ brandColor }),
  ),
  { buttonText: "#fff" },
  { buttonText: "#000" },
];

describe.each(themes)("contrast of %j", (theme) => {
  test("text, fields, ring and buttons meet AA in both schemes", () => {
    const found = palettes(theme);
    expect(found).toHaveLength(2);
    for (const p of found) {
      for (const [text, background] of [
        ["ink", "page"],
        ["ink", "card"],
        ["muted", "page"],
        ["muted", "card"],
        ["danger", "danger-card"],
        ["on-primary", "primary"],
      ] as const) {
        expect(contrast(p[text]!, p[background]!), `${text} on ${background}`).toBeGreaterThan(4.5);
      }
      for (const shape of ["field", "ring", "danger"] as const) {
        expect(contrast(p[shape]!, p.card!), shape).toBeGreaterThanOrEqual(3);
      }
    }
  });
});

test("what the theme says is used", () => {
  const [light, dark] = palettes({ brandColor: "#123456", buttonText: "#fedcba" });
  for (const p of [light!, dark!]) {
    expect(p.primary).toEqual([0x12, 0x34, 0x56]);
    expect(p["on-primary"]).toEqual([0xfe, 0xdc, 0xba]);
  }
});

test("one palette for a fixed scheme", () => {
  expect(themeRules({ colorScheme: "light" })).toMatch(/^:root\{color-scheme:light;/);
  expect(themeRules({ colorScheme: "dark" })).toMatch(/^:root\{color-scheme:dark;/);
  expect(themeRules({ colorScheme: "dark" })).not.toContain("@media");
  const unknown = { colorScheme: "x}body{" } as unknown as Theme;
  expect(themeRules(unknown)).toBe(themeRules({}));
});

test("nothing a theme says reaches the stylesheet as text", () => {
  const hostile = "red;}*{background:url(//evil.example)}</style><script>";
  expect(themeRules({ brandColor: hostile, buttonText: hostile })).toBe(themeRules({}));
});

test("an accent that would vanish on the card becomes ink, and its letter stays readable", () => {
  const accents: (Color | null)[] = [[24, 23, 23], [255, 255, 255], [88, 101, 242], null];
  const rules = themeRules({}, accents).split("@media");
  const accent = (scheme: number, at: number) =>
    new RegExp(`\\.accent-${at}\\{--accent:(#[0-9a-f]{6});--on-accent:(#[0-9a-f]{6})`)
      .exec(rules[scheme]!)!
      .slice(1)
      .map((text) => parseColor(text)!);
  expect(accent(0, 0)[0]).toEqual([24, 23, 23]);
  expect(accent(1, 0)[0]).toEqual([244, 244, 245]);
  expect(accent(0, 1)[0]).toEqual([24, 24, 27]);
  expect(accent(0, 2)[0]).toEqual([88, 101, 242]);
  for (const scheme of [0, 1]) {
    for (const at of accents.keys()) {
      const [color, letter] = accent(scheme, at);
      expect(contrast(color!, letter!)).toBeGreaterThanOrEqual(4.5);
    }
  }
});
