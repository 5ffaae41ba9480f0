import { SafeText } from "#components/safe-text.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { identityNotes, identityWords } from "#lib/domain/identity-words.ts";
import type { RequestPreview } from "#lib/domain/views/request-preview.ts";

export interface IdentityNoteProps {
  identity: Pick<RequestPreview["identity"], "identityClass" | "isProtected"> &
    Partial<Pick<RequestPreview["identity"], "facts">>;
}

/** What an identity is, where it isn't just a person: what has to be known before access is taken or given back. */
export function IdentityNote({ identity }: IdentityNoteProps) {
  const { identityClass, isProtected, facts } = identity;
  const note = identityNotes[identityClass];
  if (note === null && !isProtected && !facts) return null;
  const told = [
    ["Manager", facts?.manager],
    ["Partner’s contact", facts?.partner],
    ["Second contact", facts?.secondContact],
    ["Stops with it", facts?.dependents.join(", ")],
  ].filter((line): line is [string, string] => line[1] !== undefined && line[1] !== null && line[1] !== "");
  return (
    <Callout
      tone={note !== null || isProtected ? "warning" : "info"}
      title={`${identityWords[identityClass]}${isProtected ? ", protected" : ""}`}
    >
      {note}
      {told.map(([term, value]) => (
        <span key={term} className="block">
          {term}: <SafeText text={value} />
        </span>
      ))}
    </Callout>
  );
}
