"use client";

import Link from "next/link";
import type { ReactNode } from "react";

import { SafeText } from "#components/safe-text.tsx";
import { FieldTable } from "#components/sources/field-table.tsx";
import { rejectionWords } from "#components/sources/rejection-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { type MappedField, mappedFieldWords } from "#lib/domain/source-mapping.ts";
import type { TestedEvent, TestedSignal } from "#lib/domain/views/source-view.ts";

export interface PathChoice {
  field: MappedField;
  onField: (field: MappedField) => void;
  onPath: (path: string) => void;
}

/** One event of the sample: its format, what would become of it, what was found where, and all its values. */
export function TestedEventCard({
  event,
  only,
  choice,
}: {
  event: TestedEvent;
  only: boolean;
  choice: PathChoice | null;
}) {
  const title = only ? "What would become of it" : `Event ${event.index + 1}`;
  return (
    <section aria-label={title} className="grid min-w-0 gap-3 rounded-lg border p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="text-sm font-semibold">{title}</h3>
        {event.rejected === null ? (
          <>
            <Badge tone="success">accepted</Badge>
            <Badge tone="outline">format: {event.format}</Badge>
          </>
        ) : (
          <Badge tone="warning">rejected: {event.rejected}</Badge>
        )}
      </div>
      {event.rejected === null ? null : <Callout tone="warning">{rejectionWords(event.rejected)}</Callout>}
      {event.signals.map((signal, index) => (
        <div key={index} className="grid min-w-0 gap-2">
          <Callout tone={signal.outcome.becomes === "unlinked" ? "warning" : "info"} role="status">
            <span className="text-fg">
              <Outcome signal={signal} />
            </span>
          </Callout>
          <FieldTable fields={signal.fields} choice={choice} />
        </div>
      ))}
      {choice === null || event.leaves.length === 0 ? null : <Leaves leaves={event.leaves} choice={choice} />}
    </section>
  );
}

function Leaves({ leaves, choice }: { leaves: TestedEvent["leaves"]; choice: PathChoice }) {
  const what = mappedFieldWords[choice.field];
  return (
    <div className="min-w-0">
      <h4 className="mb-1 text-xs font-medium">
        Click the value that is: <span className="text-accent">{what}</span>
      </h4>
      <ul aria-label="Values of the sample" className="max-h-72 overflow-auto rounded-md border">
        {leaves.map(({ path, value }) => (
          <li key={path} className="border-b last:border-b-0">
            <button
              type="button"
              onClick={() => choice.onPath(path)}
              className="grid min-h-6 w-full grid-cols-[minmax(8rem,18rem)_minmax(0,1fr)] gap-3 px-2 py-1 text-left text-xs hover:bg-hover"
            >
              <span className="font-mono break-all text-muted">{path === "" ? "(the whole)" : path}</span>
              <span className="break-words">
                <SafeText text={value} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Outcome({ signal }: { signal: TestedSignal }): ReactNode {
  const { outcome, subject } = signal;
  const who =
    subject === null ? (
      "this person"
    ) : (
      <>
        <SafeText text={subject.name} /> (<SafeText text={subject.email} />)
      </>
    );
  switch (outcome.becomes) {
    case "opens_case":
      return <>Opens a case about {who}.</>;
    case "joins_case":
      return (
        <>
          Joins <Link href={`/cases/${outcome.caseKey}`}>{outcome.caseKey}</Link>, the case about {who}.
        </>
      );
    case "joins_earlier":
      return (
        <>
          Joins the case about {who} that event {outcome.index + 1} opens.
        </>
      );
    case "context":
      return <>Is kept with {who}: it opens no case by itself.</>;
    case "duplicate":
      return outcome.caseKey === null ? (
        "Came before: it is counted there, and nothing else happens."
      ) : (
        <>
          Came before: it is counted in <Link href={`/cases/${outcome.caseKey}`}>{outcome.caseKey}</Link>, and
          nothing else happens.
        </>
      );
    case "unlinked":
      return unlinkedWords(signal);
  }
}

function unlinkedWords({ fields }: TestedSignal): ReactNode {
  const value = (name: string) => fields.find(({ field }) => field === name)?.value ?? null;
  const email = value("email");
  if (email !== null || value("onepasswordId") !== null) {
    return (
      <>
        Accepted, but nobody in the 1Password directory has{" "}
        <SafeText text={email ?? value("onepasswordId") ?? ""} />: it would wait under Unlinked until somebody
        links it.
      </>
    );
  }
  const username = value("username");
  return username === null
    ? "Accepted, but no person was found in it: it would wait under Unlinked. Click below what the person’s e-mail is."
    : "Accepted, but a user name without a domain is nobody’s: it would wait under Unlinked. Map the e-mail, or set a default domain.";
}
