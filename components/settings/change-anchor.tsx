"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";

import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";

export interface ChangeAnchorProps {
  name: string;
  test: (input: { name: string }) => Promise<ActionResult<{ works: boolean; message: string }>>;
  remove: (input: { name: string }) => Promise<ActionResult<void>>;
}

/** Tries a collector, or takes it away: what it has stays there, and its receipts here. */
export function ChangeAnchor({ name, test, remove }: ChangeAnchorProps) {
  const router = useRouter();
  const [testing, startTest] = useTransition();
  const [removing, startRemoval] = useTransition();

  function tryIt() {
    startTest(async () => {
      const result = await test({ name });
      const works = result.ok && result.data.works;
      showToast({
        tone: works ? "success" : "danger",
        title: works ? `${name} works` : `${name} did not take the checkpoint`,
        description: result.ok ? result.data.message : result.message,
      });
      router.refresh();
    });
  }

  function takeAway() {
    startRemoval(async () => {
      const result = await remove({ name });
      showToast(
        result.ok
          ? { tone: "success", title: `Nothing goes to ${name} any more` }
          : { tone: "danger", title: `${name} was not removed`, description: result.message },
      );
      router.refresh();
    });
  }

  return (
    <span className="inline-flex gap-2">
      <Button size="sm" pending={testing} onClick={tryIt} aria-label={`Test the anchor ${name}`}>
        Test
      </Button>
      <Button size="sm" pending={removing} onClick={takeAway} aria-label={`Remove the anchor ${name}`}>
        Remove
      </Button>
    </span>
  );
}
