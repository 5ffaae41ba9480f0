import { Callout } from "#components/ui/callout.tsx";

/** What is odd about the rules; nothing where nothing is. */
export function PolicyNotes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <Callout tone="warning" title="Worth a second look">
      <ul className="list-disc space-y-1 pl-4">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Callout>
  );
}
