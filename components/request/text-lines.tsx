import { SafeText } from "#components/safe-text.tsx";

/** A text of several lines from outside: only its line breaks are obeyed, every other invisible sign is a mark. */
export function TextLines({ text }: { text: string }) {
  return text.split(/\r?\n/u).map((line, index) => (
    <p key={index} className="min-h-5 max-w-prose">
      <SafeText text={line} />
    </p>
  ));
}
