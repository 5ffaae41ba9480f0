import { EntityId } from "#components/entity-id.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { MeanwhileEvent, MeanwhileView } from "#lib/domain/views/meanwhile-view.ts";

const kinds: Record<MeanwhileEvent["kind"], string> = {
  group: "Group",
  vault: "Vault",
  factor: "Factor",
  device: "Device",
  recovery: "Recovery",
  state: "State",
  other: "Other",
};

/** Reading that stops longer ago than this is told: what came after it isn't known. */
const freshMs = 5 * 60_000;

/** What happened to the person in 1Password since the suspension, and how far anybody was watching. */
export function MeanwhileList({ meanwhile, readAt }: { meanwhile: MeanwhileView; readAt: string }) {
  const { since, watchedFrom, watchedUntil, events, more } = meanwhile;
  if (watchedFrom === null || watchedUntil === null) {
    return (
      <section aria-label="What happened meanwhile" className="grid gap-1 rounded-md border bg-subtle p-3">
        <h3 className="text-sm font-medium text-fg">Meanwhile in 1Password</h3>
        <p className="text-sm text-fg">
          <strong className="font-medium">Nobody was watching.</strong> 1Password’s audit events aren’t read
          here, so nothing is known of groups, vaults, factors, devices and recoveries since the suspension.
          Look at them in 1Password.
        </p>
      </section>
    );
  }
  const isPartly = since !== null && since < watchedFrom;
  const isBehind = Date.parse(readAt) - Date.parse(watchedUntil) > freshMs;
  return (
    <section aria-label="What happened meanwhile" className="grid gap-2 rounded-md border bg-subtle p-3">
      <h3 className="text-sm font-medium text-fg">
        Meanwhile in 1Password{" "}
        <span className="font-normal text-muted">
          {since === null ? "in the last 14 days; when they were suspended isn’t known" : "since "}
          {since === null ? null : <TimeStamp at={since} />}
        </span>
      </h3>
      {isPartly ? (
        <p className="text-sm text-warning">
          Nobody was watching before <TimeStamp at={watchedFrom} />.
        </p>
      ) : null}
      {isBehind ? (
        <p className="text-sm text-warning">
          Read until <TimeStamp at={watchedUntil} />: what came later isn’t known yet.
        </p>
      ) : null}
      {events.length === 0 ? (
        <p className="text-sm text-muted">
          1Password’s events say nothing of groups, vaults, factors, devices or recoveries of this person.
        </p>
      ) : (
        <ul className="grid gap-1 text-sm">
          {events.map((event, at) => (
            <li
              key={`${event.at} ${event.what} ${at}`}
              className="flex flex-wrap items-center gap-x-2 gap-y-0.5"
            >
              <Badge tone={event.kind === "other" ? "outline" : "neutral"}>{kinds[event.kind]}</Badge>
              <SafeText text={event.what} className="text-fg" />
              {event.objectId === null ? null : <EntityId id={event.objectId} shorten />}
              {event.by === null ? null : (
                <span className="text-xs text-muted">
                  by <SafeText text={event.by} />
                </span>
              )}
              <TimeStamp at={event.at} className="text-xs text-muted" />
            </li>
          ))}
        </ul>
      )}
      {more > 0 ? (
        <p className="text-xs text-muted">{more.toLocaleString("en")} older ones aren’t listed.</p>
      ) : null}
    </section>
  );
}
