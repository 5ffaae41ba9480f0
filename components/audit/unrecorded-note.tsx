import { Callout } from "#components/ui/callout.tsx";

/** That an auditor's reading of what follows could not be written down; nothing where it was. */
export function UnrecordedNote({ why }: { why: string | null }) {
  if (why === null) return null;
  return (
    <Callout
      tone="warning"
      role="status"
      title="This reading could not be recorded in the log"
      className="mb-4"
    >
      {why}
    </Callout>
  );
}
