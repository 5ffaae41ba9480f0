const dayMs = 24 * 3_600_000;
const earliestMs = Date.UTC(2000, 0, 1);

const iso =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;
const american =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?\s*(AM|PM)?(?:\s*(?:Z|UTC))?$/i;
const digits = /^\d{9,19}(?:\.\d+)?$/;

/**
 * When something happened, by a sender's word: UTC, to the millisecond. Where the word says nothing usable (absent,
 * `redacted`, before 2000, more than 24 h ahead) it is the time of receipt, and `assumed`. Foreign text never goes to
 * `new Date(text)`: that reads most of these forms in the host's own zone.
 */
export function readTime(value: unknown, receivedAt: Date): { time: Date; assumed: boolean } {
  const time = parseTime(value, receivedAt);
  return time === null ? { time: receivedAt, assumed: true } : { time, assumed: false };
}

/** Like `readTime`, but null where the value says nothing usable. */
export function parseTime(value: unknown, receivedAt: Date): Date | null {
  const ms =
    typeof value === "number" ? fromNumber(value) : typeof value === "string" ? fromText(value.trim()) : null;
  if (ms === null || !(ms >= earliestMs && ms <= receivedAt.getTime() + dayMs)) return null;
  return new Date(ms);
}

/** Seconds, milliseconds, microseconds or nanoseconds: told by size, since nobody names the unit. */
function fromNumber(value: number): number {
  if (value < 1e11) return Math.floor(value * 1_000);
  if (value < 1e14) return Math.floor(value);
  if (value < 1e17) return Math.floor(value / 1_000);
  return Math.floor(value / 1_000_000);
}

function fromText(text: string): number | null {
  if (digits.test(text)) return fromNumber(Number(text));
  const [, year, month, day, hour, minute, second, fraction, zone] = iso.exec(text) ?? [];
  if (year !== undefined) {
    const offsetMs = readOffset(zone);
    const ms = fromParts({ year, month, day, hour, minute, second, fraction });
    return ms === null || offsetMs === null ? null : ms - offsetMs;
  }
  const parts = american.exec(text);
  if (!parts) return null;
  return fromParts({
    month: parts[1],
    day: parts[2],
    year: parts[3],
    hour: on24Hours(parts[4], parts[8]),
    minute: parts[5],
    second: parts[6],
    fraction: parts[7],
  });
}

type Part = "year" | "month" | "day" | "hour" | "minute" | "second" | "fraction";

function fromParts(parts: Record<Part, string | undefined>): number | null {
  const number = (part: Part) => Number(parts[part] ?? 0);
  const [year, month, day] = [number("year"), number("month"), number("day")];
  const [hour, minute, second] = [number("hour"), number("minute"), number("second")];
  // 60 is a leap second and rolls over into the next minute.
  if (hour > 23 || minute > 59 || second > 60) return null;
  const midnight = new Date(Date.UTC(year, month - 1, day));
  // A day that doesn't exist, like 31 June, rolls over too; that one is a mistake and no time.
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return null;
  const milliseconds = Number((parts.fraction ?? "").slice(0, 3).padEnd(3, "0"));
  return midnight.getTime() + ((hour * 60 + minute) * 60 + second) * 1_000 + milliseconds;
}

function on24Hours(hour: string | undefined, half: string | undefined): string | undefined {
  if (hour === undefined || half === undefined) return hour;
  const onDial = Number(hour);
  if (onDial < 1 || onDial > 12) return "99";
  return String((onDial % 12) + (half.toUpperCase() === "PM" ? 12 : 0));
}

/** Without a zone it is UTC: the forms that lack one come from systems that write UTC. */
function readOffset(zone: string | undefined): number | null {
  if (zone === undefined || /^[a-z]/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(":", "") || "0");
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
