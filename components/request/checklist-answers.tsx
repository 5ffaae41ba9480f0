import { credentialWords } from "#components/request/checklist-words.ts";
import { SafeText } from "#components/safe-text.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { Checklist } from "#lib/domain/checklist.ts";

/** What was answered before the request. That nobody verified the person stands out: it is the approver's to weigh. */
export function ChecklistAnswers({ checklist }: { checklist: Checklist }) {
  const credentials = <>Credentials this person knew: {credentialWords[checklist.credentials].told}.</>;
  if (checklist.personVerified === "no") {
    return (
      <Callout
        tone="warning"
        title="Nobody verified this person by a channel other than the suspected account."
      >
        {credentials}
      </Callout>
    );
  }
  return (
    <div className="grid gap-0.5">
      <p>
        Person verified by another channel: <SafeText text={checklist.how} />
      </p>
      <p className={checklist.credentials === "not_checked" ? "text-warning" : "text-muted"}>{credentials}</p>
    </div>
  );
}
