import { sha256Hex } from "#lib/log/hashes.ts";
import type { Deed, DeedTime, Story } from "./story.ts";

/** One deed of one story at its moment. */
export interface Scene {
  /** The story's name and the deed's number: by it an interrupted history knows where it was. */
  name: string;
  story: string;
  at: Date;
  about: Story["about"];
  deed: Deed;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** All stories as one history, in the order of time. `end` is the moment before which all of it happened. */
export function toScenes(stories: readonly Story[], end: Date): Scene[] {
  const scenes = stories.flatMap((story) => {
    const begin = beginOf(story, end);
    return story.deeds.map(([when, deed], index) => {
      const name = `${story.name}/${index}`;
      return {
        name,
        story: story.name,
        at: withSeconds(momentOf(when, begin, end), name),
        about: story.about,
        deed,
      };
    });
  });
  return scenes.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function beginOf({ begins }: Story, end: Date): Date {
  if ("minutesAgo" in begins) return minutesAfter(end, -begins.minutesAgo);
  let day = end;
  for (let left = begins.workday; left > 0;) {
    day = new Date(day.getTime() - dayMs);
    if (isWorkday(day)) left -= 1;
  }
  return timeOfDay(day, begins.at);
}

function momentOf(when: DeedTime, begin: Date, end: Date): Date {
  if (typeof when === "number") return when < 0 ? minutesAfter(end, when) : minutesAfter(begin, when);
  return timeOfDay(dayAfter(begin, 1), when.slice("tomorrow ".length));
}

/** Nobody acts on the full minute; which second it is depends on the name alone. */
function withSeconds(at: Date, name: string): Date {
  return new Date(at.getTime() + (Number.parseInt(sha256Hex(name).slice(0, 6), 16) % 50_000));
}

function isWorkday(day: Date): boolean {
  return day.getUTCDay() % 6 !== 0;
}

function dayAfter(day: Date, days: number): Date {
  return new Date(day.getTime() + days * dayMs);
}

function timeOfDay(day: Date, time: string): Date {
  return new Date(`${day.toISOString().slice(0, 10)}T${time}:00.000Z`);
}

function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * minuteMs);
}
