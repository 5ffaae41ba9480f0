import { splitUnsafeText } from "#components/split-unsafe-text.ts";

/** Text from outside: its invisible and reordering signs are marks, and it can't turn the text around it. */
export function SafeText({ text, className }: { text: string; className?: string | undefined }) {
  return (
    <bdi className={className}>
      {splitUnsafeText(text).map((part, index) =>
        part.code === null ? (
          part.text
        ) : (
          <span
            // A text is shown whole or not at all: the place of a part is its identity.
            key={index}
            title="An invisible or reordering character"
            className="mx-px rounded-xs border border-warning/50 bg-warning-soft px-0.5 font-mono text-2xs text-warning"
          >
            {part.code}
          </span>
        ),
      )}
    </bdi>
  );
}
