export interface TimeZoneChoice {
  zone: "local" | "utc";
  /** The IANA name of the person's zone as their browser told it; null before the first visit's first paint. */
  localZone: string | null;
}

/**
 * A moment to the second, with the date when it isn't the same day as `nowMs`: `14:02:11Z`, `2026-11-21 14:02:11Z`, or
 * `15:02:11 GMT+1`. Without a known zone it is UTC, and says so.
 */
export function formatTime(at: Date, choice: TimeZoneChoice, nowMs: number | null): string {
  const timeZone = choice.zone === "local" ? (choice.localZone ?? "UTC") : "UTC";
  const parts = partsIn(at, timeZone);
  const sameDay = nowMs !== null && partsIn(new Date(nowMs), timeZone).day === parts.day;
  const zone = timeZone === "UTC" ? "Z" : ` ${parts.zoneName}`;
  return `${sameDay ? "" : `${parts.day} `}${parts.time}${zone}`;
}

/** For audit, evidence and exports: always UTC, with milliseconds, whatever the person has chosen. */
export function formatAuditTime(at: Date): string {
  return at.toISOString();
}

function partsIn(at: Date, timeZone: string): { day: string; time: string; zoneName: string } {
  const found = new Map(
    formatterFor(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  return {
    day: `${found.get("year")}-${found.get("month")}-${found.get("day")}`,
    time: `${found.get("hour")}:${found.get("minute")}:${found.get("second")}`,
    zoneName: found.get("timeZoneName") ?? "",
  };
}

// Making a formatter costs a hundred times what using it does, and a queue shows hundreds of times.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "shortOffset",
  });
  formatters.set(timeZone, made);
  return made;
}
