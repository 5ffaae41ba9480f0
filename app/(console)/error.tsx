"use client";

import { OctagonX } from "lucide-react";

import { FaultWords, type FaultProps } from "#components/live/fault-words.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

/** A page that broke, inside the shell: the ways to all others stay. */
export default function ConsoleFault({ error, retry }: FaultProps) {
  return (
    <div className="rounded-lg border bg-surface shadow-card">
      <h1 className="sr-only">Something failed</h1>
      <EmptyState
        icon={<OctagonX />}
        title="Something failed"
        actions={
          <>
            <Button variant="primary" onClick={retry}>
              Try again
            </Button>
            <LinkButton href="/cases">Go to the cases</LinkButton>
          </>
        }
      >
        <FaultWords error={error} />
      </EmptyState>
    </div>
  );
}
