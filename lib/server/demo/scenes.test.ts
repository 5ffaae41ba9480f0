import { expect, test } from "vitest";
import { toScenes } from "./scenes.ts";
import { stories } from "./stories.ts";

const dayMs = 24 * 3_600_000;
/** A fortnight of moments: the history has to make sense whenever the demo is started first. */
const ends = Array.from(
  { length: 14 * 5 },
  (_, n) => new Date(Date.UTC(2027, 1, 22) + n * (dayMs / 5) + 60_000),
);

test("each story goes forward in time, whenever the history ends", () => {
  for (const end of ends) {
    for (const story of stories) {
      const numbers = toScenes([story], end).map(({ name }) => Number(name.split("/")[1]));
      expect(numbers, `${story.name}, ${end.toISOString()}`).toEqual(story.deeds.map((_, index) => index));
    }
  }
});

test("all of it happened within sixteen days and some minutes ago", () => {
  for (const end of ends) {
    for (const { at, name } of toScenes(stories, end)) {
      const agoMs = end.getTime() - at.getTime();
      expect(agoMs, name).toBeGreaterThan(4 * 60_000);
      expect(agoMs, name).toBeLessThan(16 * dayMs);
    }
  }
});

test("no two stories share a name, and nobody has two stories", () => {
  const names = stories.map(({ name }) => name);
  const people = stories.flatMap(({ about }) => (about === null ? [] : [about]));
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(people).size).toBe(people.length);
});

test("Wendy Appleseed has no story: the tour begins with her", () => {
  expect(stories.map(({ about }) => about)).not.toContain("wendy.appleseed");
});
