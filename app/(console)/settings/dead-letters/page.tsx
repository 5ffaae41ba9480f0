import type { Metadata } from "next";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";

import { RefreshOnChange } from "#components/refresh-on-change.tsx";
import { DeadLetterTable } from "#components/sources/dead-letter-table.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { services } from "#lib/server/services.ts";
import { requireActor } from "#lib/server/session/current.ts";
import { listDeadLetters } from "#lib/use-cases/sources/dead-letters.ts";
import { deleteLetters, readLetter, replayLetters } from "./actions.ts";

export const metadata: Metadata = { title: "Dead letters – Countersign" };

interface Props {
  searchParams: Promise<{ before?: string | string[] }>;
}

/** What could not be read, of all sources. */
export default async function DeadLettersPage({ searchParams }: Props) {
  const { before } = await searchParams;
  const actor = await requireActor();
  const list = await listDeadLetters(services(), actor, {
    source: null,
    cursor: typeof before === "string" ? before : null,
  });
  return (
    <>
      <RefreshOnChange about="settings" />
      <PageHeader
        eyebrow={
          <Link href="/settings#sources" className="inline-flex items-center gap-1 text-muted hover:text-fg">
            <ArrowLeft aria-hidden="true" className="size-3.5" />
            Settings
          </Link>
        }
        title="Dead letters"
        description="What came and could not be read: kept as it was, until somebody replays or deletes it"
      />
      <Section title="All sources" id="letters" flush>
        <DeadLetterTable
          list={list}
          source={null}
          nextHref={list.nextCursor === null ? null : `/settings/dead-letters?before=${list.nextCursor}`}
          actions={{ read: readLetter, replay: replayLetters, remove: deleteLetters }}
        />
      </Section>
    </>
  );
}
