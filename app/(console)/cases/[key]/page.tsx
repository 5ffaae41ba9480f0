import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { UnrecordedNote } from "#components/audit/unrecorded-note.tsx";
import { CasePage } from "#components/case/case-page.tsx";
import { DomainError } from "#lib/domain/errors.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import type { CaseView } from "#lib/domain/views/case-view.ts";
import { services } from "#lib/server/services.ts";
import { requireActor } from "#lib/server/session/current.ts";
import { recordRead } from "#lib/use-cases/record-read.ts";
import { viewCase } from "#lib/use-cases/view-case.ts";
import { requestActions } from "#app/(console)/approvals/request-actions.ts";
import {
  assignCase,
  changeSeverity,
  closeCase,
  detachFromCase,
  extendReview,
  handOverReview,
  linkToPerson,
  noteCase,
  partFromPerson,
  snoozeCase,
  takeCase,
  wakeCase,
} from "./actions.ts";

interface Props {
  params: Promise<{ key: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { key } = await params;
  return { title: `${key} – Countersign` };
}

export default async function Page({ params }: Props) {
  const [{ key }, actor] = await Promise.all([params, requireActor()]);
  const initial = await findCase(() => viewCase(services(), actor, { key }));
  if (initial === null) notFound();
  const unrecorded = await recordRead(services(), actor, { what: "case", key: initial.key });
  return (
    <>
      <UnrecordedNote why={unrecorded} />
      <CasePage
        key={initial.key}
        initial={initial}
        viewer={{
          personId: actor.personId,
          name: actor.name,
          canWork: rolesAllow(actor.roles, "work_case"),
          canAudit: rolesAllow(actor.roles, "audit"),
        }}
        actions={{
          take: takeCase,
          assign: assignCase,
          note: noteCase,
          close: closeCase,
          extend: extendReview,
          handOver: handOverReview,
          snooze: snoozeCase,
          wake: wakeCase,
          severity: changeSeverity,
          detach: detachFromCase,
          link: linkToPerson,
          part: partFromPerson,
        }}
        requestActions={requestActions}
      />
    </>
  );
}

async function findCase(view: () => Promise<CaseView>): Promise<CaseView | null> {
  try {
    return await view();
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") return null;
    throw error;
  }
}
