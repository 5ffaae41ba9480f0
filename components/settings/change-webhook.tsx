"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";

import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { groupsOfTypes, type EventGroup } from "#lib/domain/event-groups.ts";
import type { WebhookTargetView } from "#lib/domain/views/webhooks-view.ts";

export interface WebhookActions {
  test: (input: { id: string }) => Promise<ActionResult<{ works: boolean; message: string }>>;
  change: (input: { id: string; enabled: boolean; groups: EventGroup[] }) => Promise<ActionResult<void>>;
  remove: (input: { id: string }) => Promise<ActionResult<void>>;
  resend: (input: { id: string }) => Promise<ActionResult<void>>;
}

/** Tries a target, switches it on or off, or takes it away. */
export function ChangeWebhook({ target, actions }: { target: WebhookTargetView; actions: WebhookActions }) {
  const router = useRouter();
  const [testing, startTest] = useTransition();
  const [changing, startChange] = useTransition();
  const { id, name, enabled } = target;

  function tryIt() {
    startTest(async () => {
      const result = await actions.test({ id });
      const works = result.ok && result.data.works;
      showToast({
        tone: works ? "success" : "danger",
        title: works ? `${name} works` : `${name} did not take the test`,
        description: result.ok ? result.data.message : result.message,
      });
      router.refresh();
    });
  }

  function change(run: () => Promise<ActionResult<void>>, done: string) {
    startChange(async () => {
      const result = await run();
      showToast(
        result.ok
          ? { tone: "success", title: done }
          : { tone: "danger", title: `${name} was not changed`, description: result.message },
      );
      router.refresh();
    });
  }

  return (
    <span className="inline-flex gap-2">
      <Button size="sm" pending={testing} onClick={tryIt} aria-label={`Test the target ${name}`}>
        Test
      </Button>
      <Button
        size="sm"
        pending={changing}
        aria-label={`${enabled ? "Disable" : "Enable"} the target ${name}`}
        onClick={() =>
          change(
            () => actions.change({ id, enabled: !enabled, groups: groupsOfTypes(target.events) }),
            enabled ? `${name} is told nothing until it is enabled` : `${name} is told again`,
          )
        }
      >
        {enabled ? "Disable" : "Enable"}
      </Button>
      <Button
        size="sm"
        pending={changing}
        aria-label={`Remove the target ${name}`}
        onClick={() => change(() => actions.remove({ id }), `${name} is removed`)}
      >
        Remove
      </Button>
    </span>
  );
}
