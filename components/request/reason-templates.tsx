import { Button } from "#components/ui/button.tsx";
import type { Action } from "#lib/domain/directory.ts";

const templates: Record<Action, readonly { name: string; text: string }[]> = {
  suspend: [
    {
      name: "Account takeover",
      text: "Signs of a takeover: sign-ins that are not this person’s. Confirmed with: … Suspend until the credentials are reset.",
    },
    {
      name: "Stolen device",
      text: "A device with the 1Password app is lost or stolen, reported by: … Suspend until it is deauthorized.",
    },
    {
      name: "Can’t be reached",
      text: "The person could not be reached by: … The signals don’t allow waiting. Suspend as a precaution.",
    },
  ],
  reactivate: [
    {
      name: "Verified, and safe again",
      text: "Verified the person by: … Password reset, sessions ended, devices checked. The cause of the suspension is gone.",
    },
    {
      name: "False alarm",
      text: "The signals turned out benign: … The suspension is no longer needed.",
    },
  ],
};

/** Beginnings of a reason, with gaps to fill: they save typing, not thinking. */
export function ReasonTemplates({ action, onChoose }: { action: Action; onChoose: (text: string) => void }) {
  return (
    <div className="-mb-3 flex flex-wrap items-center gap-1.5">
      <span className="text-xs text-faint">Begin the reason with</span>
      {templates[action].map((template) => (
        <Button key={template.name} size="sm" variant="ghost" onClick={() => onChoose(template.text)}>
          {template.name}
        </Button>
      ))}
    </div>
  );
}
