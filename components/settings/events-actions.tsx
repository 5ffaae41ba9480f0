"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";

export interface EventsActionsProps {
  test: (input: Record<string, never>) => Promise<ActionResult<{ works: boolean; message: string }>>;
  confirm: (input: { accountUuid: string }) => Promise<ActionResult<void>>;
  /** The token's account where it isn't the configured one and nobody has said that this is right. */
  toConfirm: string | null;
}

/** Asks 1Password about the token, and takes its account for the right one. */
export function EventsActions({ test, confirm, toConfirm }: EventsActionsProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [found, setFound] = useState<{ works: boolean; message: string } | null>(null);

  function press(act: () => Promise<{ works: boolean; message: string }>) {
    startTransition(async () => {
      setFound(await act());
      router.refresh();
    });
  }

  return (
    <div className="flex flex-col items-start gap-2.5">
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          pending={pending}
          aria-label="Test the Events API"
          onClick={() =>
            press(async () => {
              const result = await test({});
              if (!result.ok) return { works: false, message: result.message };
              return result.data.works
                ? result.data
                : { works: false, message: "The test failed; the reason stands above." };
            })
          }
        >
          Test
        </Button>
        {toConfirm === null ? null : (
          <Button
            size="sm"
            pending={pending}
            onClick={() =>
              press(async () => {
                const result = await confirm({ accountUuid: toConfirm });
                return result.ok
                  ? {
                      works: true,
                      message: `Account ${toConfirm} is confirmed. Its events are read from now on.`,
                    }
                  : { works: false, message: result.message };
              })
            }
          >
            Confirm account {toConfirm}
          </Button>
        )}
      </div>
      {found === null ? null : (
        <Callout tone={found.works ? "success" : "danger"} role={found.works ? "status" : "alert"}>
          {found.message}
        </Callout>
      )}
    </div>
  );
}
