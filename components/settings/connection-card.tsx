import type { ReactNode } from "react";

import { ConnectionState } from "#components/settings/connection-state.tsx";
import { FactValue } from "#components/settings/fact-value.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { DescriptionList } from "#components/ui/description-list.tsx";
import type { ConnectionView } from "#lib/domain/views/other-views.ts";

export interface ConnectionCardProps {
  connection: ConnectionView;
  /** The Test button, for those who may press it. */
  test?: ReactNode;
}

/** One connection: what it is for, how it is, and since when. */
export function ConnectionCard({ connection, test }: ConnectionCardProps) {
  const { id, name, purpose, state, facts, problem } = connection;
  return (
    <article
      aria-labelledby={`connection-${id}`}
      data-keep-together=""
      className="flex min-w-0 flex-col gap-3 rounded-lg border bg-surface p-4 shadow-card"
    >
      <header>
        <div className="flex items-start justify-between gap-3">
          <h3 id={`connection-${id}`} className="text-sm font-semibold text-fg">
            {name}
          </h3>
          <ConnectionState state={state} />
        </div>
        <p className="mt-0.5 text-xs text-muted">{purpose}</p>
      </header>
      {problem === null ? null : (
        <Callout tone="danger" actions={<CopyButton text={problem} label={`Copy the error of ${name}`} />}>
          <span className="break-words">{problem}</span>
        </Callout>
      )}
      <DescriptionList items={facts.map(([term, value]) => ({ term, value: <FactValue value={value} /> }))} />
      {test ? <div className="mt-auto pt-1">{test}</div> : null}
    </article>
  );
}
