import { SafeText } from "#components/safe-text.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { ProposerView } from "#lib/domain/views/request-view.ts";

/** The machine that proposed, who answers for it, and whether it is an AI agent. */
export function ProposerName({ proposer }: { proposer: ProposerView }) {
  const { name, owner, agent } = proposer;
  return (
    <>
      <SafeText text={name} />
      {agent ? (
        <Badge tone="outline" className="ml-1.5">
          AI agent
        </Badge>
      ) : null}
      {owner === null ? null : (
        <span className="text-muted">
          {" "}
          of <SafeText text={owner} />
        </span>
      )}
    </>
  );
}
