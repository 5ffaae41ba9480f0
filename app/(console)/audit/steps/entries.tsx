import { EntriesStep } from "#components/audit/entries-step.tsx";
import { firstRow, readTrail } from "#components/page-trail.ts";
import { viewEntriesOfType } from "#lib/use-cases/audit/view-entries.ts";
import { viewAudit } from "#lib/use-cases/view-audit.ts";

import { readPage, type StepProps } from "./read-page.ts";

export async function Entries({ services, actor, scope, made }: StepProps) {
  const { query } = made;
  const { page, hrefs } = readPage(query);
  const found =
    query.type === null
      ? await viewAudit(services, actor, { q: query.q, ...page })
      : await viewEntriesOfType(services, actor, scope, { ...query, ...page });
  return (
    <EntriesStep
      made={made}
      page={found}
      firstNumber={firstRow(readTrail(query.at), page.limit)}
      {...hrefs(found.nextCursor)}
    />
  );
}
