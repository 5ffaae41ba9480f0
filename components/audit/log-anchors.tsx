import { LogFact } from "#components/audit/log-fact.tsx";
import { UtcTime } from "#components/audit/utc-time.tsx";
import { SafeText } from "#components/safe-text.tsx";
import type { AnchorView } from "#lib/domain/views/other-views.ts";

/** The age of what an anchor lacks is how long a cut by somebody with the key would go unseen by it, so it is shown. */
export function LogAnchors({ anchors, sealedSize }: { anchors: readonly AnchorView[]; sealedSize: number }) {
  const newest = anchors.reduce((size, { last }) => Math.max(size, last?.size ?? 0), 0);
  const rest = sealedSize - newest;
  return (
    <LogFact
      kept={newest > 0 && anchors.every(({ collector }) => (collector?.failures ?? 0) === 0)}
      title={newest === 0 ? "Not anchored yet" : `Anchored up to ${newest.toLocaleString("en")}`}
    >
      <ul className="grid gap-1">
        {anchors.map((anchor) => (
          <li key={anchor.name} className="wrap-anywhere">
            <AnchorLine anchor={anchor} />
          </li>
        ))}
      </ul>
      <p className="mt-1">
        {rest > 0
          ? `${rest.toLocaleString("en")} sealed since: until the next anchor, a cut of these by somebody with the key would go unseen. `
          : null}
        An anchor protects only where it lies under another owner than database and key.
      </p>
    </LogFact>
  );
}

function AnchorLine({ anchor: { name, place, last, lacksSince, collector } }: { anchor: AnchorView }) {
  return (
    <>
      <b className="font-medium text-fg">
        <SafeText text={name} />
      </b>{" "}
      <span className="font-mono">{place}</span>:{" "}
      {last === null ? (
        "nothing yet"
      ) : (
        <>
          {last.size.toLocaleString("en")} at <UtcTime at={last.at} withAge />
        </>
      )}
      {lacksSince === null || collector?.lastError === null || collector === null ? null : (
        <span className="text-danger">
          ; lacks what was sealed since <UtcTime at={lacksSince} />. <SafeText text={collector.lastError} />
        </span>
      )}
    </>
  );
}
