"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { WebhooksView } from "#lib/domain/views/webhooks-view.ts";
import type { WebhookActions } from "./change-webhook.tsx";

export interface DeadWebhooksProps {
  letters: WebhooksView["deadLetters"];
  /** Null for who may only look. */
  resend: WebhookActions["resend"] | null;
}

/** What never arrived in 24 hours, with the last reason; each can be sent again for another day. */
export function DeadWebhooks({ letters, resend }: DeadWebhooksProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [pressed, setPressed] = useState<string | null>(null);

  function press(resendIt: WebhookActions["resend"], id: string) {
    setPressed(id);
    startTransition(async () => {
      const result = await resendIt({ id });
      showToast(
        result.ok
          ? { tone: "success", title: "It is tried again now" }
          : { tone: "danger", title: "It was not sent again", description: result.message },
      );
      router.refresh();
    });
  }

  return (
    <ul className="divide-y border-t" aria-label="Deliveries that were given up">
      {letters.map((letter) => (
        <li key={letter.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-sm">
          <span className="min-w-0 grow">
            <span className="font-mono text-xs">{letter.type}</span> · {letter.about} · to{" "}
            <SafeText text={letter.target} />
            <span className="block text-xs text-muted">
              <TimeStamp at={letter.createdAt} />, {letter.attempts} {letter.attempts === 1 ? "try" : "tries"}
              {letter.lastError === null ? null : (
                <>
                  : <SafeText text={letter.lastError} />
                </>
              )}
            </span>
          </span>
          {resend === null ? null : (
            <Button
              size="sm"
              pending={pending && pressed === letter.id}
              aria-label={`Send ${letter.type} about ${letter.about} to ${letter.target} again`}
              onClick={() => press(resend, letter.id)}
            >
              Send again
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
