import { expect, it } from "vitest";

import { showUnsafeText, splitUnsafeText } from "./split-unsafe-text.ts";

it("a sign that turns the reading direction becomes a mark", () => {
  expect(splitUnsafeText("Ben \u202Eofo")).toEqual([
    { text: "Ben ", code: null },
    { text: "\u202E", code: "U+202E" },
    { text: "ofo", code: null },
  ]);
});

it.each([
  ["zero-width space", "\u200B"],
  ["zero-width joiner", "\u200D"],
  ["byte order mark", "\uFEFF"],
  ["soft hyphen", "\u00AD"],
  ["bidi isolate", "\u2066"],
  ["line separator", "\u2028"],
  ["escape", "\u001B"],
  ["line feed", "\n"],
  ["Hangul filler", "\u3164"],
  ["Braille blank", "\u2800"],
  ["tag letter", "\u{E0041}"],
  ["variation selector", "\uFE0F"],
  ["lone surrogate", "\uD800"],
])("a %s never stays invisible", (_name, sign) => {
  expect(showUnsafeText(`a${sign}b`)).toMatch(/^a⟦U\+[0-9A-F]{4,6}⟧b$/);
});

it.each(["Wendy O'Neil", "Zoë Müller-Østergård", "李小龍", "محمد", "Ana 🦊", "<img onerror=alert(1)>"])(
  "an honest name is left alone: %s",
  (name) => {
    expect(showUnsafeText(name)).toBe(name);
  },
);
