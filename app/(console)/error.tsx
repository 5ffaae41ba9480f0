"use client";

import { OctagonX } from "lucide-react";

import { FaultWords, type FaultProps } from "#components/live/fault-words.tsx";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageMessage } from "#components/ui/page-message.tsx";

/** A page that broke, inside the shell: the ways to all others stay. */
export default function ConsoleFault({ error, retry }: FaultProps) {
  return (
    <PageMessage
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
    </PageMessage>
  );
}
