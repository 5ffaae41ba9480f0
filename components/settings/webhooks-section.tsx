import { AddWebhook, type AddWebhookProps } from "#components/settings/add-webhook.tsx";
import type { WebhookActions } from "#components/settings/change-webhook.tsx";
import { DeadWebhooks } from "#components/settings/dead-webhooks.tsx";
import { WebhookTable } from "#components/settings/webhook-table.tsx";
import { Count } from "#components/ui/count.tsx";
import { Section } from "#components/ui/section.tsx";
import type { WebhooksView } from "#lib/domain/views/webhooks-view.ts";

export interface WebhooksSectionProps {
  view: WebhooksView;
  /** Null for who may only look. */
  actions: (WebhookActions & AddWebhookProps) | null;
}

/** Webhooks and messages that leave the console by themselves. */
export function WebhooksSection({ view, actions }: WebhooksSectionProps) {
  const { targets, waiting, dead, deadLetters } = view;
  return (
    <Section
      title="Being told"
      id="webhooks"
      flush
      aside={<Count value={targets.length} />}
      actions={actions === null ? null : <AddWebhook add={actions.add} />}
    >
      {targets.length === 0 ? (
        <p className="p-4 text-sm text-muted">
          Nothing outside is told of requests and cases, and nobody can be paged.{" "}
          {actions === null
            ? "An administrator can add a target."
            : "Add a webhook or a Slack-compatible message."}
        </p>
      ) : (
        <WebhookTable targets={targets} actions={actions} />
      )}
      {deadLetters.length === 0 ? null : (
        <DeadWebhooks letters={deadLetters} resend={actions?.resend ?? null} />
      )}
      <p className="border-t px-4 py-2 text-xs text-muted">
        {waiting === 0 ? "Nothing waits" : `${waiting.toLocaleString("en")} wait`} to be delivered,{" "}
        {dead === 0 ? "nothing was given up" : `${dead.toLocaleString("en")} were given up`}. A delivery that
        fails is tried for 24 hours. What is sent holds keys and statuses; deciding takes a sign-in here.
      </p>
    </Section>
  );
}
