import type { Metadata } from "next";
import { z } from "zod";

import { UnrecordedNote } from "#components/audit/unrecorded-note.tsx";
import { ApprovalsPage } from "#components/request/approvals-page.tsx";
import { DomainError } from "#lib/domain/errors.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import type { RequestListPage, RequestView } from "#lib/domain/views/request-view.ts";
import { services } from "#lib/server/services.ts";
import { requireActor } from "#lib/server/session/current.ts";
import { recordRead } from "#lib/use-cases/record-read.ts";
import { viewApprovals, viewRequest } from "#lib/use-cases/view-approvals.ts";
import { viewGovernance } from "#lib/use-cases/view-governance.ts";
import { liftFreeze } from "./actions.ts";
import { requestActions } from "./request-actions.ts";

export const metadata: Metadata = { title: "Approvals – Countersign" };

const limit = 50;
const noRequests: RequestListPage = { items: [], nextCursor: null };

/** The address is typed, shared and cut off: what doesn't fit counts as not given. */
const Search = z.object({
  tab: z.enum(["pending", "under-way", "history", "mine", "reviews"]).catch("pending"),
  cursor: z.string().max(300).nullable().catch(null),
  request: z.string().max(40).nullable().catch(null),
});

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Page({ searchParams }: Props) {
  const [search, actor] = await Promise.all([searchParams, requireActor()]);
  const { tab, cursor, request: key } = Search.parse(search);
  const here = services();
  const [page, pending, governance, request] = await Promise.all([
    tab === "reviews" ? noRequests : viewApprovals(here, actor, { tab, limit, cursor }),
    viewApprovals(here, actor, { tab: "pending", limit, cursor: null }),
    viewGovernance(here, actor),
    key === null ? null : findRequest(() => viewRequest(here, actor, { id: key })),
  ]);
  const unrecorded = request && (await recordRead(here, actor, { what: "request", key: request.key }));
  return (
    <>
      <UnrecordedNote why={unrecorded} />
      <ApprovalsPage
        key={`${tab} ${cursor ?? ""}`}
        tab={tab}
        cursor={cursor}
        page={page}
        pending={pending}
        request={request}
        governance={governance}
        viewer={{
          personId: actor.personId,
          name: actor.name,
          canWork: rolesAllow(actor.roles, "work_case"),
          canAudit: rolesAllow(actor.roles, "audit"),
        }}
        actions={requestActions}
        lift={liftFreeze}
      />
    </>
  );
}

async function findRequest(view: () => Promise<RequestView>): Promise<RequestView | null> {
  try {
    return await view();
  } catch (error) {
    // The sheet then says so itself, beside the list that is still of use.
    if (error instanceof DomainError && error.code === "not_found") return null;
    throw error;
  }
}
