import type { NoticeRecord, RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";

/** Writes that tell people something, for the commit of what happened: nobody hears of what was not written. */
export function noticesFor(
  services: Pick<Services, "stores" | "clock" | "ids">,
  input: {
    to: readonly (string | null)[];
    kind: NoticeRecord["kind"];
    request: Pick<RequestRecord, "key" | "caseKey">;
    text: string;
  },
): Statement[] {
  const people = [...new Set(input.to.filter((id): id is string => id !== null))];
  return services.stores.governance.insertNotices(
    people.map((personId) => ({
      id: services.ids.next(),
      personId,
      kind: input.kind,
      caseKey: input.request.caseKey,
      requestKey: input.request.key,
      text: input.text,
      at: services.clock.now(),
      readAt: null,
    })),
  );
}
