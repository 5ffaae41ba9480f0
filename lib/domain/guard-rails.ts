/** What slows a mistake, or somebody with another's session, before it becomes large. Without zod: pages use it too. */
export interface GuardRails {
  /** Suspensions that one person may ask for, and as many that they may approve, within an hour. */
  suspensionsPerPersonHour: number;
  /** More suspensions than this … */
  brakeMost: number;
  /** … within so many minutes, whoever asked: execution is paused. */
  brakeWithinMinutes: number;
  /** Changes by one person within a minute, whatever they are. */
  actionsPerMinute: number;
  /** Failed sign-ins from one address within a minute. */
  failedSignInsPerMinute: number;
}

/** The figures until somebody changes them. In the demo one person plays everybody, and scripts play along. */
export function defaultGuardRails({ demo }: { demo: boolean }): GuardRails {
  return {
    suspensionsPerPersonHour: demo ? 500 : 20,
    brakeMost: demo ? 20 : 10,
    brakeWithinMinutes: demo ? 1 : 10,
    actionsPerMinute: demo ? 600 : 30,
    failedSignInsPerMinute: 10,
  };
}

/** Whether any of the figures would let more through. Stricter ones one person may set. */
export function loosens(before: GuardRails, after: GuardRails): boolean {
  return (
    after.suspensionsPerPersonHour > before.suspensionsPerPersonHour ||
    after.brakeMost > before.brakeMost ||
    after.brakeWithinMinutes < before.brakeWithinMinutes ||
    after.actionsPerMinute > before.actionsPerMinute ||
    after.failedSignInsPerMinute > before.failedSignInsPerMinute
  );
}

/** The figures in one sentence, for the log. */
export function tellGuardRails(rails: GuardRails): string {
  return `${rails.suspensionsPerPersonHour} suspensions an hour and person, brake at more than ${rails.brakeMost} in ${rails.brakeWithinMinutes} min, ${rails.actionsPerMinute} actions a minute, ${rails.failedSignInsPerMinute} failed sign-ins a minute`;
}

/** The longest that a mass incident may raise the brake, in minutes. */
export const incidentMostMinutes = 240;
/** The most suspensions that one mass incident may be for. */
export const incidentMostSuspensions = 2_000;
/** How long a mass incident that was asked for waits for its second person. */
export const incidentWaitsMs = 60 * 60_000;

/** Name of the moment from which on the brake counts: since it was lifted last. */
export const brakeSinceName = "brake-since";
