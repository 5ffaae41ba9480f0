import type { OutgoingEvent } from "#lib/domain/outgoing-event.ts";
import type { TargetKind } from "#lib/domain/outgoing-types.ts";
import { slackText } from "#lib/domain/slack-message.ts";
import type { Services } from "#lib/ports/services.ts";

type Needs = Pick<Services, "stores" | "clock">;

/** The page that an event is about, behind the sign-in. */
function linkOf({ data }: OutgoingEvent, publicUrl: string): string {
  if (data.requestKey !== null) return `${publicUrl}/approvals?request=${data.requestKey}`;
  if (data.caseKey !== null) return `${publicUrl}/cases/${data.caseKey}`;
  return data.part === null ? `${publicUrl}/audit` : `${publicUrl}/settings`;
}

/** The body as this kind of target takes it. A signed one is the same with each try; a message tells the time left now. */
export async function describeDelivery(
  services: Needs,
  event: OutgoingEvent,
  { kind, publicUrl }: { kind: TargetKind; publicUrl: string },
): Promise<string> {
  const link = linkOf(event, publicUrl);
  switch (kind) {
    case "standard":
      return JSON.stringify({ ...event, data: { ...event.data, link } });
    case "slack":
      return JSON.stringify({
        text: await messageOf(services, event, link),
        unfurl_links: false,
        unfurl_media: false,
      });
  }
}

async function messageOf({ stores, clock }: Needs, event: OutgoingEvent, link: string): Promise<string> {
  const { type, data } = event;
  const [request, found] = await Promise.all([
    data.requestKey === null ? null : stores.requests.byKey(data.requestKey),
    data.caseKey === null ? null : stores.cases.byKey(data.caseKey),
  ]);
  const waits = request?.status === "pending" || request?.status === "proposed";
  return slackText({
    type,
    caseKey: data.caseKey,
    severity: found?.severity ?? null,
    request: request && {
      key: request.key,
      action: request.action,
      leftMs: waits ? Math.max(0, request.expiresAt.getTime() - clock.now().getTime()) : null,
    },
    part: data.part,
    link,
  });
}
