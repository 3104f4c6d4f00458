import { describe, expect, test } from "vitest";
import { type Color, clearer, contrast, parseColor, toHexColor } from "../../../src/pages/color.js";

const hex = (text: string) => {
  const color = parseColor(text);
  return color && toHexColor(color);
};

describe("colours that are read", () => {
  test.each([
    ["#fff", "#ffffff"],
    ["#1A2b3C", "#1a2b3c"],
    ["#1234", "#112233"],
    ["#11223380", "#112233"],
    [" white ", "#ffffff"],
    ["Orange", "#ffa500"],
    ["rgb(1, 2, 3)", "#010203"],
    ["rgb(1 2 3 / 50%)", "#010203"],
    ["rgba(100%, 0%, 50%, .4)", "#ff0080"],
    ["rgb(300 -5 0)", "#ff0000"],
    ["hsl(0 100% 50%)", "#ff0000"],
    ["hsl(210deg, 50%, 40%)", "#336699"],
    ["hsl(-150 50% 40%)", "#336699"],
    ["oklch(1 0 0)", "#ffffff"],
    ["oklch(62.8% 0.25768 29.234)", "#ff0000"],
  ])("%s", (text, expected) => {
    expect(hex(text)).toBe(expected);
  });
});

describe("everything else is not a colour", () => {
  test.each([
    "red;}body{background:url(https://evil.example/)}",
    "</style><script>alert(1)</script>",
    "url(https://evil.example/x)",
    "var(--x)",
    "expression(alert(1))",
    "#12",
    "#12345",
    "#ggg",
    "rgb(1,2)",
    "rgb(1,2,3,4,5)",
    "rgb(a,b,c)",
    "rgb(1;2;3)",
    "rgb(NaN 0 0)",
    "rgb(1e9 0 0)",
    "constructor",
    "__proto__",
    "",
    42,
    null,
    undefined,
    { toString: () => "#fff" },
  ])("%j", (text) => {
    expect(parseColor(text)).toBeNull();
  });
});

test("neither is anything long", () => {
  expect(parseColor(`#${"f".repeat(100_000)}`)).toBeNull();
  expect(parseColor(`rgb(1 2 3${" ".repeat(100_000)})`)).toBeNull();
});

test("contrast is WCAG's", () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
  expect(contrast([255, 255, 255], [118, 118, 118])).toBeCloseTo(4.54, 2);
  expect(contrast([9, 9, 9], [9, 9, 9])).toBe(1);
});

test("black or white is readable on every colour", () => {
  let worst = 21;
  for (let r = 0; r < 256; r += 15) {
    for (let g = 0; g < 256; g += 15) {
      for (let b = 0; b < 256; b += 15) {
        const color: Color = [r, g, b];
        worst = Math.min(worst, contrast(color, clearer(color, [0, 0, 0], [255, 255, 255])));
      }
    }
  }
  expect(worst).toBeGreaterThanOrEqual(4.5);
});
