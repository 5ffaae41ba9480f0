import { expect, test } from "vitest";
import { printFigures, ratioFigure, valueFigure } from "./figures.ts";

const common = { unit: "ms", comparedWith: "something else" };

test("a goal on the ratio holds up to and including the limit", () => {
  const at = (value: number) =>
    ratioFigure({ ...common, name: "growth", value, comparison: 100, atMost: 1.3 });
  expect(at(130)).toEqual({
    ...common,
    name: "growth",
    value: 130,
    comparison: 100,
    ratio: 1.3,
    limit: 1.3,
    ok: true,
  });
  expect(at(132).ok).toBe(false);
});

test("a goal on the value is not met by a good ratio", () => {
  const figure = valueFigure({ ...common, name: "rps", value: 450, comparison: 300, goal: { atLeast: 500 } });
  expect(figure).toMatchObject({ ratio: 1.5, limit: 500, ok: false });
  const slow = valueFigure({ ...common, name: "p99", value: 99.94, comparison: 20, goal: { atMost: 100 } });
  expect(slow).toMatchObject({ value: 99.9, limit: 100, ok: true });
});

test("the table has a line for each figure, with its mark", () => {
  const good = ratioFigure({ ...common, name: "good", value: 1, comparison: 1, atMost: 2 });
  const bad = ratioFigure({ ...common, name: "bad", value: 9, comparison: 1, atMost: 2 });
  const [, first, second] = printFigures([good, bad]).split("\n");
  expect(first).toMatch(/^✓ {2}good .*something else/);
  expect(second).toMatch(/^✗ {2}bad /);
});
