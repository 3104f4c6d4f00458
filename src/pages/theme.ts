/** Turns a theme into the custom properties that the stylesheet reads, for light and for dark. */
import type { Theme } from "../types/index.js";
import { type Color, clearer, contrast, parseColor, toHexColor } from "./color.js";

/** Which of the two palettes a page can show. */
export type ColorScheme = "auto" | "dark" | "light";

interface Palette {
  /** The body's background, and a card's. */
  readonly page: Color;
  readonly card: Color;
  /** Text, and secondary text. */
  readonly ink: Color;
  readonly muted: Color;
  /** Hairlines, and the edge of a field (3 to 1 against the card, WCAG 1.4.11). */
  readonly line: Color;
  readonly field: Color;
  /** An error message: text, background, edge. */
  readonly danger: Color;
  readonly dangerCard: Color;
  readonly dangerLine: Color;
}

const light: Palette = {
  page: [246, 246, 247],
  card: [255, 255, 255],
  ink: [24, 24, 27],
  muted: [95, 95, 107],
  line: [226, 226, 231],
  field: [138, 138, 149],
  danger: [153, 27, 27],
  dangerCard: [254, 243, 242],
  dangerLine: [248, 205, 202],
};

const dark: Palette = {
  page: [11, 11, 13],
  card: [22, 22, 25],
  ink: [244, 244, 245],
  muted: [165, 165, 175],
  line: [50, 50, 56],
  field: [118, 118, 130],
  danger: [252, 171, 166],
  dangerCard: [44, 21, 22],
  dangerLine: [94, 40, 40],
};

/** The scheme that a theme asks for; anything unknown is `auto`. */
export function colorScheme(theme: Theme): ColorScheme {
  return theme.colorScheme === "light" || theme.colorScheme === "dark" ? theme.colorScheme : "auto";
}

/** The rules for `:root` and for each accent (`.accent-0` …: the marks on provider buttons). */
export function themeRules(theme: Theme, accents: readonly (Color | null)[] = []): string {
  const scheme = colorScheme(theme);
  const rules = (palette: Palette) =>
    `:root{color-scheme:${scheme === "auto" ? "light dark" : scheme};${print(rootColors(palette, theme))}}` +
    accents.map((accent, at) => `.accent-${at}{${print(accentColors(palette, accent))}}`).join("");
  if (scheme === "light") return rules(light);
  if (scheme === "dark") return rules(dark);
  return `${rules(light)}@media (prefers-color-scheme:dark){${rules(dark)}}`;
}

function rootColors(palette: Palette, theme: Theme): Readonly<Record<string, Color>> {
  const brand = parseColor(theme.brandColor);
  const text = parseColor(theme.buttonText);
  // A text colour alone still needs a button it can be read on.
  const primary = brand ?? (text ? clearer(text, palette.ink, palette.card) : palette.ink);
  return {
    page: palette.page,
    card: palette.card,
    ink: palette.ink,
    muted: palette.muted,
    line: palette.line,
    field: palette.field,
    danger: palette.danger,
    "danger-card": palette.dangerCard,
    "danger-line": palette.dangerLine,
    primary,
    // Of black-on-light and white-on-dark one always has 4.5 to 1, whatever the brand's colour.
    "on-primary": text ?? clearer(primary, [255, 255, 255], [0, 0, 0]),
    // The focus ring: the brand's colour where it can be seen (WCAG 1.4.11), else the text's.
    ring: brand && contrast(brand, palette.card) >= 3 ? brand : palette.ink,
  };
}

function accentColors(palette: Palette, accent: Color | null): Readonly<Record<string, Color>> {
  // A logo needs no contrast by WCAG, but GitHub's black on a dark card would not be there at all.
  const color = accent && contrast(accent, palette.card) >= 2.5 ? accent : palette.ink;
  return { accent: color, "on-accent": clearer(color, [255, 255, 255], [0, 0, 0]) };
}

function print(colors: Readonly<Record<string, Color>>): string {
  return Object.entries(colors)
    .map(([name, color]) => `--${name}:${toHexColor(color)};`)
    .join("");
}
