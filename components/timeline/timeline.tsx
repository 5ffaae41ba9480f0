"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";

import { ExportEvidence } from "#components/evidence/export-evidence.tsx";
import { allSimulated, SimulatedLegend } from "#components/simulated.tsx";
import { mergeEntries } from "#components/timeline/merge-entries.ts";
import { RecordEntry } from "#components/timeline/record-entry.tsx";
import { StoryEntry } from "#components/timeline/story-entry.tsx";
import { Button } from "#components/ui/button.tsx";
import { Count } from "#components/ui/count.tsx";
import { Section } from "#components/ui/section.tsx";
import { SegmentedControl } from "#components/ui/segmented-control.tsx";
import type { TimelineEntry } from "#lib/domain/views/case-view.ts";
import { timelinePageQuery } from "#lib/queries/case.ts";

type Lens = "story" | "record";

const pageSize = 200;
/** So many entries are laid out at once, on a screen or on paper; the others when they are reached. */
const near = 60;

/** Every entry of the case, newest first, seen as sentences or as the record. The lens is part of the address. */
export function Timeline({
  caseKey,
  newest,
  mayExport,
}: {
  caseKey: string;
  newest: readonly TimelineEntry[];
  mayExport: boolean;
}) {
  const { lens, setLens } = useLens();
  const { entries, oldest, loadOlder, loading, fault } = useEntries(caseKey, newest);
  useSealed(caseKey, newest);
  const saidOnce = allSimulated(entries);
  const Entry = lens === "record" ? RecordEntry : StoryEntry;
  return (
    <Section
      title="Timeline"
      id="timeline"
      flush
      aside={
        <>
          <Count value={entries.at(-1)?.n ?? 0} />
          <SimulatedLegend entries={entries} />
        </>
      }
      actions={
        <>
          {mayExport ? <ExportEvidence href={`/api/v1/cases/${caseKey}/evidence`} /> : null}
          <SegmentedControl
            label="Lens of the timeline"
            value={lens}
            onValueChange={setLens}
            options={[
              { value: "story", label: "Story" },
              { value: "record", label: "Record" },
            ]}
          />
        </>
      }
    >
      <ol
        reversed
        aria-label="Entries, newest first"
        className={lens === "record" ? "divide-y" : "px-4 py-3"}
      >
        {entries.toReversed().map((entry, index) => (
          <Entry key={entry.id} entry={entry} far={index >= near} marked={entry.simulated && !saidOnce} />
        ))}
      </ol>
      {oldest > 1 ? (
        <div className="flex flex-wrap items-center gap-3 border-t px-4 py-3">
          <Button size="sm" pending={loading} onClick={() => void loadOlder()}>
            Load older
          </Button>
          <span className="text-xs text-muted">
            {fault ?? `${(oldest - 1).toLocaleString("en")} older entries are not shown yet.`}
          </span>
        </div>
      ) : null}
    </Section>
  );
}

/** The lens of the address. It is replaced, not pushed: looking at the record is no step of a journey. */
function useLens(): { lens: Lens; setLens: (lens: Lens) => void } {
  const pathname = usePathname();
  const search = useSearchParams();
  const lens: Lens = search.get("lens") === "record" ? "record" : "story";
  return {
    lens,
    setLens: (next) => {
      const query = new URLSearchParams(search);
      if (next === "record") query.set("lens", next);
      else query.delete("lens");
      window.history.replaceState(null, "", query.size === 0 ? pathname : `${pathname}?${query.toString()}`);
    },
  };
}

/** While something shown waits for its seal, each seal asks for the case again: "sealing…" becomes its place. */
function useSealed(caseKey: string, newest: readonly TimelineEntry[]) {
  const client = useQueryClient();
  useQuery({
    queryKey: ["sealing", caseKey],
    queryFn: async () => {
      await client.invalidateQueries({ queryKey: ["case", caseKey], exact: true });
      return true;
    },
    enabled: newest.some(({ index }) => index === null),
    // What is shown was just asked for: only a hint may ask for the next time.
    initialData: true,
    staleTime: Infinity,
  });
}

function useEntries(caseKey: string, newest: readonly TimelineEntry[]) {
  const client = useQueryClient();
  const [entries, setEntries] = useState(newest);
  const [seen, setSeen] = useState(newest);
  const [loading, setLoading] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  if (seen !== newest) {
    setSeen(newest);
    setEntries(mergeEntries(entries, newest));
  }
  const oldest = entries[0]?.n ?? 1;

  async function loadOlder() {
    setLoading(true);
    setFault(null);
    try {
      const page = await client.fetchQuery(timelinePageQuery(caseKey, Math.max(0, oldest - 1 - pageSize)));
      setEntries((before) => mergeEntries(before, page.entries));
    } catch {
      setFault("The older entries could not be loaded. Try again.");
    } finally {
      setLoading(false);
    }
  }
  return { entries, oldest, loadOlder, loading, fault };
}
