import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";

import { DetectionTable } from "#components/detections/detection-table.tsx";
import { WatchListForm } from "#components/detections/watch-list-form.tsx";
import { ProvisionedSwitch } from "#components/detections/provisioned-switch.tsx";
import { RefreshOnChange } from "#components/refresh-on-change.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Count } from "#components/ui/count.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { watchLists } from "#lib/domain/detections/watch-lists.ts";
import { services } from "#lib/server/services.ts";
import { requireActor } from "#lib/server/session/current.ts";
import { viewDetections } from "#lib/use-cases/events/view-detections.ts";
import { changeWatchList, setProvisioned, switchDetection, tryDetection } from "./actions.ts";

export const metadata: Metadata = { title: "Detections – Countersign" };

/** The console's own rules over 1Password's events: what they watch, found, and would have found. */
export default async function DetectionsPage() {
  const actor = await requireActor();
  const view = await viewDetections(services(), actor);
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
        title="Detections"
        description={
          <>
            The console’s own rules over 1Password’s events. What they find is a signal; none of them decides
            anything.
            {view.change.allowed ? null : " Changing them is for administrators."}
          </>
        }
      />
      <div className="flex flex-col gap-6">
        {view.unread === null ? null : (
          <Callout tone="warning" title="Nothing is watched">
            {view.unread}
          </Callout>
        )}
        <Section title="Detections" id="detections" flush aside={<Count value={view.rows.length} />}>
          <DetectionTable
            rows={view.rows}
            mayChange={view.change.allowed}
            switchOn={switchDetection}
            tryOut={tryDetection}
          />
        </Section>
        <Section title="Watch lists" id="watch-lists" aside="ids and codes only, never names; empty is off">
          <div className="grid gap-6 lg:grid-cols-2">
            {watchLists.map((list) => (
              <WatchListForm
                // What somebody else saved meanwhile is shown, not overwritten unseen.
                key={`${list} ${view.lists[list].join(" ")}`}
                list={list}
                items={view.lists[list]}
                row={view.rows.find((row) => row.list === list) ?? null}
                mayChange={view.change.allowed}
                save={changeWatchList}
                tryOut={tryDetection}
              />
            ))}
          </div>
        </Section>
        <Section title="Provisioning" id="provisioning">
          <ProvisionedSwitch
            provisioned={view.provisioned}
            mayChange={view.change.allowed}
            save={setProvisioned}
          />
        </Section>
      </div>
    </>
  );
}
