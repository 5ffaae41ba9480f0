"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import type { CaseActions } from "#components/case/case-actions.ts";
import { CaseHeader } from "#components/case/case-header.tsx";
import { ExposureCard } from "#components/case/exposure-card.tsx";
import { CorrelationNotes } from "#components/case/correlation-notes.tsx";
import { NextStep } from "#components/case/next-step.tsx";
import { NoteList } from "#components/case/note-list.tsx";
import { ReviewCard } from "#components/case/review-card.tsx";
import { shownState } from "#components/case/shown-state.ts";
import { SignalList } from "#components/case/signal-list.tsx";
import { UserPanel } from "#components/case/user-panel.tsx";
import { ActingProvider, type RequestActions, type Viewer } from "#components/request/acting.tsx";
import { RequestForm } from "#components/request/request-form.tsx";
import { RequestPanel } from "#components/request/request-panel.tsx";
import { useReading } from "#components/request/use-reading.ts";
import { Timeline } from "#components/timeline/timeline.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { Action } from "#lib/domain/directory.ts";
import type { CaseView } from "#lib/domain/views/case-view.ts";
import { caseQuery } from "#lib/queries/case.ts";

export interface CasePageProps {
  initial: CaseView;
  viewer: Viewer;
  actions: CaseActions;
  requestActions: RequestActions;
}

interface Asking {
  action: Action;
  reason: string;
  /** Key of the proposal that is adopted. */
  adopts: string | undefined;
  /** Counts openings: each is a form of its own, with its own idempotency key. */
  turn: number;
  open: boolean;
}

/** The page of one case, kept current. Everything is on it at once; nothing hides behind a tab. */
export function CasePage({ initial, viewer, actions, requestActions }: CasePageProps) {
  const { data: view, error } = useQuery({ ...caseQuery(initial.key), initialData: initial });
  const current = useReading(view.subject.userId);
  const shown = shownState({ subject: view.subject, reading: current.reading, requests: view.requests });
  const [asking, setAsking] = useState<Asking | null>(null);
  const [reviewing, setReviewing] = useState(false);
  useFreshView(view, current.reading?.ok ? current.reading.subject.state : null);

  const ask = (action: Action, reason: string, adopts?: string) =>
    setAsking((before) => ({ action, reason, adopts, turn: (before?.turn ?? 0) + 1, open: true }));

  return (
    <ActingProvider viewer={viewer} actions={requestActions}>
      <section aria-label="Case" className="grid gap-4 max-sm:[&_time]:whitespace-normal">
        <CaseHeader
          view={view}
          actions={actions}
          state={shown.state}
          onAskReactivation={() => ask("reactivate", "The signals turned out benign: ")}
        />
        <CorrelationNotes view={view} actions={actions} canWork={viewer.canWork} />
        {error === null ? null : (
          <Callout tone="warning" role="status" title="This page could not be brought up to date">
            {error.message} What you see may be old.
          </Callout>
        )}
        <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_23rem] xl:grid-rows-[auto_1fr]">
          <div className="min-w-0">
            <RequestPanel
              view={view}
              current={current}
              shown={shown}
              onAsk={ask}
              formOpen={(asking?.open ?? false) || reviewing}
            />
          </div>
          <div className="grid min-w-0 content-start gap-4 xl:col-start-2 xl:row-span-2 xl:row-start-1">
            <UserPanel view={view} shown={shown} current={current} />
            {view.review === null ? null : (
              <ReviewCard
                review={view.review}
                actions={actions}
                reactivation={view.rights.requestReactivation}
                onAskReactivation={() => ask("reactivate", "")}
                onFormOpen={setReviewing}
              />
            )}
            <NextStep view={view} state={shown.state} />
            <ExposureCard caseKey={view.key} />
          </div>
          <div className="grid min-w-0 content-start gap-4">
            <SignalList
              signals={view.signals}
              total={view.signalCount}
              detach={viewer.canWork && view.status !== "closed" ? actions.detach : undefined}
            />
            <NoteList view={view} note={actions.note} />
            <Timeline caseKey={view.key} newest={view.timeline} mayExport={viewer.canAudit} />
          </div>
        </div>
      </section>
      {asking === null ? null : (
        <RequestForm
          key={asking.turn}
          view={view}
          action={asking.action}
          initialReason={asking.reason}
          adopts={asking.adopts}
          open={asking.open}
          onClose={() => setAsking((before) => before && { ...before, open: false })}
        />
      )}
    </ActingProvider>
  );
}

/** A reading that shows another state than the case's copy means that the case has changed too: it is asked again. */
function useFreshView(view: CaseView, readState: string | null): void {
  const client = useQueryClient();
  const { key, subject } = view;
  const differs = readState !== null && readState !== subject.state;
  useEffect(() => {
    if (differs) void client.invalidateQueries({ queryKey: caseQuery(key).queryKey, exact: true });
  }, [client, differs, key]);
}
