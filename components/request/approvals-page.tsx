"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { usePathname, useSearchParams } from "next/navigation";
import { useRef, useState } from "react";

import { ActingProvider, type RequestActions, type Viewer } from "#components/request/acting.tsx";
import { ApprovalsList } from "#components/request/approvals-list.tsx";
import { DecisionSheet, type Decided } from "#components/request/decision-sheet.tsx";
import { FrozenList, type LiftFreeze } from "#components/request/frozen-list.tsx";
import { QuorumLine } from "#components/request/quorum-line.tsx";
import { ReviewsList } from "#components/request/reviews-list.tsx";
import { tellDecision } from "#components/request/tell-decision.ts";
import { LinkTabs } from "#components/ui/link-tabs.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import type { GovernanceView } from "#lib/domain/views/governance-view.ts";
import type { RequestListPage, RequestView } from "#lib/domain/views/request-view.ts";
import { approvalsQuery, type ApprovalsTab } from "#lib/queries/approval.ts";
import { governanceQuery } from "#lib/queries/governance.ts";

const tabs = [
  { tab: "pending", label: "Pending" },
  { tab: "under-way", label: "Under way" },
  { tab: "history", label: "All" },
  { tab: "mine", label: "Mine" },
  { tab: "reviews", label: "Reviews" },
] as const satisfies readonly { tab: ShownTab; label: string }[];

/** What waits is a request or a suspension that has to be looked at again. */
export type ShownTab = ApprovalsTab | "reviews";

export interface ApprovalsPageProps {
  tab: ShownTab;
  cursor: string | null;
  /** Empty on the tab of the reviews. */
  page: RequestListPage;
  pending: RequestListPage;
  /** The request of the address, as the server found it; null when the address names none or nobody knows it. */
  request: RequestView | null;
  governance: GovernanceView;
  viewer: Viewer;
  actions: RequestActions;
  lift: LiftFreeze;
}

/** What waits for a decision, what is under way, and what was. One request opens beside the list; Back closes it. */
export function ApprovalsPage(props: ApprovalsPageProps) {
  const { tab, cursor, page, pending, request, viewer, actions } = props;
  const client = useQueryClient();
  const shown = useQuery({
    ...approvalsQuery(tab === "reviews" ? "pending" : tab, cursor),
    initialData: page,
    enabled: tab !== "reviews",
  });
  const { data: governance } = useQuery({ ...governanceQuery, initialData: props.governance });
  const waiting = useQuery({ ...approvalsQuery("pending"), initialData: pending });
  const { openKey, open, replace, close } = useOpenRequest();
  const [before, setBefore] = useState<Decided | null>(null);

  function goOn(decided: Decided) {
    const fresh = client.getQueryData(approvalsQuery("pending").queryKey) ?? waiting.data;
    const next = fresh.items.find((item) => item.decide.allowed && item.key !== decided.request.key);
    setBefore(next ? decided : null);
    if (next) return replace(next.key);
    tellDecision(decided.request, decided.decision);
    close();
  }

  function countOf(of: ShownTab): string | undefined {
    const due = governance.reviews.filter(({ status }) => status === "due").length;
    if (of === "reviews") return due === 0 ? undefined : `${due} due`;
    return of === "pending"
      ? `${waiting.data.items.length}${waiting.data.nextCursor === null ? "" : "+"}`
      : undefined;
  }

  return (
    <ActingProvider viewer={viewer} actions={actions}>
      <PageHeader
        title="Approvals"
        description="Every change in 1Password is asked for by one person and decided by another."
        actions={<QuorumLine quorum={governance.quorum} />}
      >
        <LinkTabs
          label="Approvals"
          tabs={tabs.map((each) => ({
            href: each.tab === "pending" ? "/approvals" : `/approvals?tab=${each.tab}`,
            label: each.label,
            current: each.tab === tab,
            count: countOf(each.tab),
          }))}
        />
      </PageHeader>
      <FrozenList quorum={governance.quorum} lift={props.lift} />
      {tab === "reviews" ? (
        <ReviewsList reviews={governance.reviews} />
      ) : (
        <ApprovalsList tab={tab} items={shown.data.items} openKey={openKey} onOpen={open} />
      )}
      {cursor === null && shown.data.nextCursor === null ? null : (
        <Pagination
          label="Pages of approvals"
          newerHref={cursor === null ? null : `/approvals?tab=${tab}`}
          olderHref={
            shown.data.nextCursor === null
              ? null
              : `/approvals?tab=${tab}&cursor=${encodeURIComponent(shown.data.nextCursor)}`
          }
        />
      )}
      <DecisionSheet
        requestKey={openKey}
        initial={request?.key === openKey ? request : null}
        onClose={() => {
          setBefore(null);
          close();
        }}
        before={before}
        onDecided={goOn}
      />
    </ActingProvider>
  );
}

/** The open request is part of the address, so that it can be shared, reloaded, and closed by Back. */
function useOpenRequest() {
  const pathname = usePathname();
  const search = useSearchParams();
  const pushed = useRef(false);
  const openKey = search.get("request");
  const address = (key: string | null) => {
    const query = new URLSearchParams(search);
    if (key === null) query.delete("request");
    else query.set("request", key);
    return query.size === 0 ? pathname : `${pathname}?${query.toString()}`;
  };
  return {
    openKey,
    open: (key: string) => {
      pushed.current = true;
      window.history.pushState(null, "", address(key));
    },
    replace: (key: string) => window.history.replaceState(null, "", address(key)),
    close: () => {
      if (openKey === null) return;
      if (pushed.current) window.history.back();
      else window.history.replaceState(null, "", address(null));
      pushed.current = false;
    },
  };
}
