"use client";

import { FaultWords, type FaultProps } from "#components/live/fault-words.tsx";
import { LonePage } from "#components/live/lone-page.tsx";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export default function RootFault({ error, retry }: FaultProps) {
  return (
    <LonePage
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
    </LonePage>
  );
}
