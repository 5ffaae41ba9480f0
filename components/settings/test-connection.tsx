"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";

export type TestAction = (input: {
  credential: "look-up" | "suspend" | "reactivate";
}) => Promise<ActionResult<{ works: boolean; message: string }>>;

export interface TestConnectionProps {
  credential: "look-up" | "suspend" | "reactivate";
  test: TestAction;
}

/** Tries a credential and says what was found; the facts above it then are those of the test. */
export function TestConnection({ credential, test }: TestConnectionProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [found, setFound] = useState<{ works: boolean; message: string } | null>(null);

  function press() {
    startTransition(async () => {
      const result = await test({ credential });
      // What 1Password said stands in the card, which is rendered again below; here it would stand twice.
      const failed = "The test failed; the reason stands above.";
      const message = result.ok ? (result.data.works ? result.data.message : failed) : result.message;
      setFound({ works: result.ok && result.data.works, message });
      router.refresh();
    });
  }

  return (
    <div className="flex flex-col items-start gap-2.5">
      <Button size="sm" pending={pending} onClick={press} aria-label={`Test the ${credential} credential`}>
        Test
      </Button>
      {found === null ? null : (
        <Callout tone={found.works ? "success" : "danger"} role={found.works ? "status" : "alert"}>
          {found.message}
        </Callout>
      )}
    </div>
  );
}
