import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ArrowLeft, Download } from "lucide-react";
import Link from "next/link";

import { EntityId } from "#components/entity-id.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { buttonStyles } from "#components/ui/button-styles.ts";
import { DescriptionList } from "#components/ui/description-list.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { DomainError } from "#lib/domain/errors.ts";
import type { ReceiptView } from "#lib/domain/views/personal-data-view.ts";
import { services } from "#lib/server/services.ts";
import { requireActor } from "#lib/server/session/current.ts";
import { viewReceipt } from "#lib/use-cases/personal-data/view-personal-data.ts";

export const metadata: Metadata = { title: "Receipt of an erasure – Countersign" };

interface Props {
  params: Promise<{ id: string }>;
}

async function load(id: string): Promise<ReceiptView> {
  const actor = await requireActor();
  try {
    return await viewReceipt(services(), actor, { id });
  } catch (error) {
    if (error instanceof DomainError && ["not_found", "role_missing"].includes(error.code)) notFound();
    throw error;
  }
}

/** What an erasure did, with no text of the person in it: to read, to print, to keep as a file. */
export default async function ReceiptPage({ params }: Props) {
  const { erasure, receipt, entry } = await load((await params).id);
  return (
    <>
      <PageHeader
        eyebrow={
          <Link
            href="/settings#personal-data"
            className="inline-flex items-center gap-1 text-muted hover:text-fg"
          >
            <ArrowLeft aria-hidden="true" className="size-3.5" />
            Settings
          </Link>
        }
        title="Receipt of an erasure"
        description={
          <>
            {erasure.kind === "subject" ? "A person of the 1Password account" : "A former member of the team"}
            , erased <TimeStamp at={receipt.erasedAt} show="absolute" />
          </>
        }
        actions={
          <a
            href={`/api/console/erasures/${erasure.id}`}
            download={`erasure-${erasure.id}.json`}
            className={buttonStyles({ variant: "secondary" })}
            data-edge=""
          >
            <Download aria-hidden="true" className="-ml-0.5 size-4" />
            Download JSON
          </a>
        }
      />
      <div className="grid max-w-3xl gap-4">
        <Section title="What was erased" id="erased" aside="rows, by kind">
          <DescriptionList
            items={receipt.rows.map(([what, count]) => ({ term: what, value: count.toLocaleString("en") }))}
          />
        </Section>
        <Section title="Facts" id="facts">
          <DescriptionList
            items={[
              { term: "Whose data", value: <EntityId id={erasure.subjectRef} /> },
              { term: "Because", value: erasure.ground },
              {
                term: "Asked by",
                value: erasure.askedBy === null ? "the clock" : <SafeText text={erasure.askedBy} />,
              },
              {
                term: "Confirmed by",
                value:
                  erasure.decidedBy === null ? "nobody: retention" : <SafeText text={erasure.decidedBy} />,
              },
              {
                term: "Old backups",
                value: (
                  <>
                    may hold the key until <TimeStamp at={receipt.backupsUntil} show="absolute" />
                  </>
                ),
              },
              {
                term: "Evidence packages",
                value:
                  receipt.packages === 0
                    ? "none was exported before"
                    : `${receipt.packages} exported before, out of reach`,
              },
              { term: "Cases", value: receipt.cases.join(", ") || "none" },
              { term: "Requests", value: receipt.requests.join(", ") || "none" },
              { term: "Keys destroyed", value: <Keys ids={receipt.keys} /> },
              { term: "Entry in the log", value: <LogPlace entry={entry} /> },
            ]}
          />
        </Section>
        <p className="text-xs text-muted">
          Every entry, decision and outcome stays in the log, and the log stays valid: its hashes cover the
          encrypted texts, which nobody can read any more.
        </p>
      </div>
    </>
  );
}

function Keys({ ids }: { ids: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-x-3">
      {ids.map((id) => (
        <EntityId key={id} id={id} />
      ))}
    </span>
  );
}

function LogPlace({ entry }: { entry: ReceiptView["entry"] }) {
  if (entry === null) return "not found among the newest";
  return (
    <>
      {entry.chain} {entry.n},{" "}
      {entry.index === null ? "not sealed yet" : `place ${entry.index.toLocaleString("en")} of the log`}
      <span className="block font-mono text-xs break-all text-muted">{entry.hash}</span>
    </>
  );
}
