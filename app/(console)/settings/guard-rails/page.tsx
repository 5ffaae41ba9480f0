import type { Metadata } from "next";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";

import { IncidentSection } from "#components/rails/incident-section.tsx";
import { RailsSection } from "#components/rails/rails-section.tsx";
import { RefreshOnChange } from "#components/refresh-on-change.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { services } from "#lib/server/services.ts";
import { requireActor } from "#lib/server/session/current.ts";
import { viewRails } from "#lib/use-cases/guard-rails/view-rails.ts";
import * as actions from "./actions.ts";

export const metadata: Metadata = { title: "Guard rails – Settings – Countersign" };

export default async function GuardRailsPage() {
  const view = await viewRails(services(), await requireActor());
  return (
    <>
      <RefreshOnChange about="settings" />
      <PageHeader
        eyebrow={
          <Link href="/settings" className="inline-flex items-center gap-1 text-muted hover:text-fg">
            <ArrowLeft aria-hidden="true" className="size-3.5" />
            Settings
          </Link>
        }
        title="Guard rails"
        description="They slow a mistake, and never forbid containment: what is over a limit waits, and two people raise it."
      />
      <div className="flex flex-col gap-6">
        <IncidentSection
          view={view}
          ask={actions.askMassIncident}
          confirm={actions.confirmMassIncident}
          end={actions.endMassIncident}
        />
        <RailsSection
          key={JSON.stringify(view.rails)}
          view={view}
          change={actions.changeRails}
          confirm={actions.confirmRails}
          decline={actions.declineRails}
        />
      </div>
    </>
  );
}
