import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../app/globals.css", import.meta.url), "utf8");

/** The `--name: #rrggbb` pairs of the first block that a selector opens. */
function tokensOf(selector: string): Map<string, string> {
  const block = css.slice(css.search(new RegExp(`^ *\\${selector} \\{`, "m"))).split("}")[0] ?? "";
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((hit) => [hit[1] ?? "", hit[2] ?? ""]),
  );
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["canvas", "subtle", "surface", "raised", "hover", "selected"];
const texts = ["fg", "muted", "faint", "accent", "danger", "warning", "success", "violet", "neutral"];
const severities = ["critical", "high", "medium", "low", "informational"].map((name) => `severity-${name}`);
const onTheirOwn = [
  ["on-ink", "ink"],
  ["on-ink", "ink-hover"],
  ["on-danger", "danger-solid"],
  ["accent", "accent-soft"],
  ["danger", "danger-soft"],
  ["warning", "warning-soft"],
  ["success", "success-soft"],
  ["violet", "violet-soft"],
  ["neutral", "neutral-soft"],
  ["muted", "danger-soft"],
  ["muted", "warning-soft"],
  ["muted", "success-soft"],
];

describe.each([
  ["light", ":root", "#ffffff"],
  ["dark", ".dark", "#0e1116"],
])("the %s theme", (_theme, selector, canvas) => {
  const tokens = tokensOf(selector);
  const colour = (name: string) => tokens.get(name) ?? `missing ${name}`;

  it("stands on the ground that the measured contrasts were taken against", () => {
    expect(colour("canvas")).toBe(canvas);
  });

  it.each([...texts, ...severities])("%s is readable as text on every ground (4.5:1)", (text) => {
    for (const ground of grounds) {
      expect(contrast(colour(text), colour(ground)), ground).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(onTheirOwn)("%s is readable on %s (4.5:1)", (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["control", "focus"])("%s can be seen as an edge (3:1)", (edge) => {
    for (const ground of ["canvas", "subtle", "surface", "raised"]) {
      expect(contrast(colour(edge), colour(ground)), ground).toBeGreaterThanOrEqual(3);
    }
  });
});
