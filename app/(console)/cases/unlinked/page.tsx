import type { Metadata } from "next";
import { ArrowLeft, Link2Off } from "lucide-react";
import Link from "next/link";

import { UnlinkedTable } from "./unlinked-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { services } from "#lib/server/services.ts";
import { requireActor } from "#lib/server/session/current.ts";
import { viewUnlinked } from "#lib/use-cases/view-audit.ts";

import { rightToWork } from "#app/(console)/cases/right-to-work.ts";

import { NewUnlinked } from "./new-unlinked.tsx";

export const metadata: Metadata = { title: "Unlinked signals – Countersign" };

/** As many as the store gives. */
const shown = 200;

export default async function UnlinkedPage() {
  const actor = await requireActor();
  const signals = await viewUnlinked(services(), actor);
  const right = rightToWork(actor);
  return (
    <>
      <PageHeader
        eyebrow={
          <Link href="/cases" className="inline-flex items-center gap-1 text-muted hover:text-fg">
            <ArrowLeft aria-hidden="true" className="size-3.5" />
            Cases
          </Link>
        }
        title="Unlinked signals"
        description="Signals whose person isn’t in the directory, or fits more than one. None is dropped and none is guessed: somebody says whom it is about."
      />
      <section aria-label="Unlinked signals" className="rounded-lg border bg-surface shadow-card">
        <NewUnlinked shown={signals.length} limit={shown} />
        {signals.length === 0 ? (
          <EmptyState
            icon={<Link2Off />}
            title="Every signal is linked to a person"
            actions={
              <LinkButton size="sm" href="/cases">
                Open cases
              </LinkButton>
            }
          >
            A signal shows here when nobody in the directory has its e-mail or id.
          </EmptyState>
        ) : (
          <UnlinkedTable signals={signals} right={right} />
        )}
      </section>
    </>
  );
}
