/**
 * Colours are parsed to numbers and printed from numbers: nothing that a theme says reaches a stylesheet
 * as text. Opaque sRGB only, since the contrast of a translucent colour is not known; alpha is dropped.
 */

/** A colour in sRGB, each channel 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

// The names of CSS 2.1; the other 131 are not worth their bytes.
const named: ReadonlyMap<string, string> = new Map(
  (
    "black 000 silver c0c0c0 gray 808080 grey 808080 white fff maroon 800000 red f00 purple 800080 " +
    "fuchsia f0f green 008000 lime 0f0 olive 808000 yellow ff0 navy 000080 blue 00f teal 008080 " +
    "aqua 0ff orange ffa500"
  )
    .match(/\S+ \S+/g)
    ?.map((pair) => pair.split(" ") as [string, string]),
);

/** Reads `#hex`, `rgb()`, `hsl()`, `oklch()` or a CSS 2.1 name; `null` for anything else. */
export function parseColor(text: unknown): Color | null {
  if (typeof text !== "string" || text.length > 64) return null;
  const value = text.trim().toLowerCase();
  const name = named.get(value);
  return parseHex(name ? `#${name}` : value) ?? parseFunction(value);
}

/** `#rrggbb`. */
export function toHexColor(color: Color): string {
  return `#${color.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(a: Color, b: Color): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** Of two colours the one that is easier to read against `background`. */
export function clearer(background: Color, a: Color, b: Color): Color {
  return contrast(background, a) >= contrast(background, b) ? a : b;
}

function parseHex(value: string): Color | null {
  const digits = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/.exec(value)?.[1];
  if (!digits) return null;
  const full = digits.length < 6 ? digits.replace(/./g, "$&$&") : digits;
  const channel = (at: number) => Number.parseInt(full.slice(at, at + 2), 16);
  return [channel(0), channel(2), channel(4)];
}

function parseFunction(value: string): Color | null {
  const match = /^(rgb|hsl|oklch)a?\(([^()]*)\)$/.exec(value);
  if (!match) return null;
  const parts = (match[2] ?? "").trim().split(/\s*[\s,/]\s*/);
  const numbers = parts.map((part) => /^([+-]?(?:\d+\.?\d*|\.\d+))(%|deg)?$/.exec(part));
  const [a, b, c] = numbers;
  if (!a || !b || !c || numbers.includes(null) || numbers.length > 4) return null;
  // `whole` is what 100 % means.
  const scaled = (part: RegExpExecArray, whole: number) =>
    part[2] === "%" ? (Number(part[1]) * whole) / 100 : Number(part[1]);
  if (match[1] === "rgb") return toColor([scaled(a, 255), scaled(b, 255), scaled(c, 255)]);
  if (match[1] === "hsl") return fromHsl(Number(a[1]), Number(b[1]) / 100, Number(c[1]) / 100);
  return fromOklch(scaled(a, 1), scaled(b, 0.4), Number(c[1]));
}

/** CSS Color 4 §7.1. */
function fromHsl(hue: number, saturation: number, lightness: number): Color {
  const chroma = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const k = (((offset + hue / 30) % 12) + 12) % 12;
    return 255 * (lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return toColor([channel(0), channel(8), channel(4)]);
}

/** CSS Color 4 §9: OKLCH to OKLab to linear sRGB; out of gamut is clipped. */
function fromOklch(lightness: number, chroma: number, hue: number): Color {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return toColor(
    linear.map((c) => 255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055)),
  );
}

function toColor(channels: readonly number[]): Color {
  const channel = (at: number) => Math.round(Math.min(255, Math.max(0, channels[at] ?? 0)));
  return [channel(0), channel(1), channel(2)];
}

function luminance(color: Color): number {
  const linear = (channel: number) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) + 0.0722 * linear(color[2]);
}
