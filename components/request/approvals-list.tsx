"use client";

import { Inbox } from "lucide-react";
import Link from "next/link";
import type { MouseEvent } from "react";

import { RequestStatus } from "#components/request-status.tsx";
import { actionWords } from "#components/request/action-words.ts";
import { isEnded } from "#components/request/is-ended.ts";
import { ProposerName } from "#components/request/proposer-name.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { SeverityMark } from "#components/severity-mark.tsx";
import { showUnsafeText } from "#components/split-unsafe-text.ts";
import { TimeLeft } from "#components/time-left.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { cn } from "#components/ui/cn.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { Right } from "#lib/domain/views/parts.ts";
import type { RequestListItem } from "#lib/domain/views/request-view.ts";
import type { ApprovalsTab } from "#lib/queries/approval.ts";

const empty: Record<ApprovalsTab, { title: string; text: string }> = {
  pending: {
    title: "Nothing waits for a decision",
    text: "A request appears here as soon as somebody asks for a suspension or a reactivation on a case.",
  },
  "under-way": {
    title: "Nothing is under way",
    text: "Approved requests stay here until 1Password’s own reading shows what became of them.",
  },
  history: { title: "No request was ever made", text: "Every request stays here, whatever became of it." },
  mine: {
    title: "You have asked for nothing",
    text: "Open a case and ask for a suspension or a reactivation there; it stays here afterwards.",
  },
};

export interface ApprovalsListProps {
  tab: ApprovalsTab;
  items: readonly RequestListItem[];
  openKey: string | null;
  onOpen: (key: string) => void;
}

/** Rows are real links: they open in place, and in a new tab when asked to. */
export function ApprovalsList({ tab, items, openKey, onOpen }: ApprovalsListProps) {
  if (items.length === 0) {
    return (
      <EmptyState icon={<Inbox />} title={empty[tab].title}>
        {empty[tab].text}
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y overflow-hidden rounded-lg border bg-surface shadow-card">
      {items.map((item) => (
        <li key={item.key}>
          <Row tab={tab} item={item} selected={item.key === openKey} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  );
}

interface RowProps {
  tab: ApprovalsTab;
  item: RequestListItem;
  selected: boolean;
  onOpen: (key: string) => void;
}

function Row({ tab, item, selected, onOpen }: RowProps) {
  function press(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(item.key);
  }
  const waits = item.status === "pending" || item.status === "proposed";
  return (
    <Link
      href={`/approvals?${tab === "pending" ? "" : `tab=${tab}&`}request=${item.key}`}
      prefetch={false}
      scroll={false}
      data-list-row=""
      aria-current={selected || undefined}
      onClick={press}
      className={cn(
        "grid gap-x-5 gap-y-1 px-4 py-2.5 hover:bg-hover focus-visible:-outline-offset-2 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_13rem] lg:items-center",
        selected && "bg-selected",
      )}
    >
      <span className="grid min-w-0 gap-0.5">
        <span className="flex flex-wrap items-center gap-x-2">
          <span className="font-mono text-xs text-muted">{item.key}</span>
          <span className="font-semibold text-fg">
            {actionWords[item.action].verb} <SafeText text={item.subjectName} />
          </span>
        </span>
        <SafeText text={item.subjectEmail} className="truncate text-xs text-muted" />
      </span>
      <span className="grid min-w-0 gap-0.5">
        <span title={showUnsafeText(item.caseTitle)} className="text-fg">
          <SafeText text={item.caseTitle} className="line-clamp-2" />
        </span>
        <span className="text-xs text-muted">
          <SeverityMark severity={item.caseSeverity} wordHidden className="mr-1.5 align-[-0.0625rem]" />
          <span className="mr-2 font-mono">{item.caseKey}</span>
          {item.requester === null && item.proposedBy ? (
            <>
              proposed by <ProposerName proposer={item.proposedBy} />
            </>
          ) : (
            <>
              asked by <SafeText text={item.requester ?? "a machine"} />
            </>
          )}
          , <TimeStamp at={item.createdAt} show="relative" />
          <span aria-hidden="true"> ago</span>
        </span>
      </span>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5 lg:justify-end lg:text-right">
        {waits ? (
          <TimeLeft compact startedAt={item.createdAt} dueAt={item.expiresAt} />
        ) : isEnded(item.status) && item.endedAt ? (
          <span className="text-xs text-muted">
            <TimeStamp at={item.endedAt} show="relative" />
            <span aria-hidden="true"> ago</span>
          </span>
        ) : null}
        {tab === "pending" && item.status === "pending" ? (
          <span className="text-xs text-muted">
            {item.approvals} of {item.needed} approved
          </span>
        ) : (
          <RequestStatus status={item.status} />
        )}
        {item.status === "pending" && isWorthSaying(item.decide) ? (
          <span className="w-full text-xs text-faint">{item.decide.why}</span>
        ) : null}
      </span>
    </Link>
  );
}

/** A freeze is said above the list, once, and would be the same in every row. */
function isWorthSaying(right: Right): right is Extract<Right, { allowed: false }> {
  return !right.allowed && right.code !== "under_investigation";
}
