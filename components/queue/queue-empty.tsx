import type { ReactNode } from "react";

import { queueHref, type QueueSearch, type QueueView } from "#components/queue/queue-address.ts";
import { SafeText } from "#components/safe-text.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

const words: Record<QueueView, { title: string; next: string }> = {
  open: {
    title: "No open case",
    next: "A signal from one of your sources opens a case by itself: Settings shows each source’s address and how to send a test. What somebody tells you is filed with New case.",
  },
  mine: { title: "No open case is yours", next: "Take one that nobody has, and it shows here." },
  unassigned: {
    title: "Every open case has an owner",
    next: "New ones show here until somebody takes them.",
  },
  awaiting_approval: {
    title: "No case waits for an approval",
    next: "A case shows here from the moment a suspension is asked for until somebody decides.",
  },
  informational: {
    title: "No informational case",
    next: "Signals of the lowest severity open cases here, out of the way of the others.",
  },
  snoozed: {
    title: "No case is snoozed",
    next: "A case that is put aside shows here until its time comes, or a signal that is severe enough.",
  },
  closed: {
    title: "No case was closed yet",
    next: "Closed cases stay here, and a new signal re-opens them.",
  },
  all: {
    title: "No case yet",
    next: "A signal from one of your sources opens a case by itself: Settings shows each source’s address and how to send a test.",
  },
};

/** Why there is nothing, and what to do about it. */
export function QueueEmpty({ search, icon }: { search: QueueSearch; icon: ReactNode }) {
  const isFiltered = search.q !== "" || search.statuses.length > 0 || search.severities.length > 0;
  if (isFiltered || search.trail.length > 0) {
    return (
      <EmptyState
        icon={icon}
        title={
          search.q === "" ? (
            "No case matches these filters"
          ) : (
            <>
              No case matches “<SafeText text={search.q} />”
            </>
          )
        }
        actions={
          <>
            <LinkButton size="sm" href={queueHref(search, { q: "", statuses: [], severities: [] })}>
              Clear filters
            </LinkButton>
            {search.view === "all" ? null : (
              <LinkButton size="sm" href={queueHref(search, { view: "all", statuses: [], severities: [] })}>
                Search in all cases
              </LinkButton>
            )}
          </>
        }
      >
        The search looks in key, title, the person’s name and e-mail, workflow id and senders’ alert ids, each
        from the beginning of a word.
      </EmptyState>
    );
  }
  const { title, next } = words[search.view];
  return (
    <EmptyState
      icon={icon}
      title={title}
      actions={
        search.view === "open" || search.view === "all" ? (
          <LinkButton size="sm" href="/settings">
            Sources in Settings
          </LinkButton>
        ) : (
          <LinkButton size="sm" href="/cases">
            Open cases
          </LinkButton>
        )
      }
    >
      {next}
    </EmptyState>
  );
}
