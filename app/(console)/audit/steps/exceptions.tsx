import { ExceptionsStep } from "#components/audit/exceptions-step.tsx";
import { exceptionOrder } from "#components/audit/exception-words.ts";
import { countExceptions, viewExceptions } from "#lib/use-cases/audit/view-exceptions.ts";

import { readPage, type StepProps } from "./read-page.ts";

export async function Exceptions({ services, actor, scope, made }: StepProps) {
  const { page, hrefs } = readPage(made.query);
  const counts = await countExceptions(services, actor, scope);
  // Without a choice, the first kind of which there is any.
  const kind = made.query.kind ?? exceptionOrder.find((one) => counts[one] > 0) ?? "fast_decision";
  const rows = await viewExceptions(services, actor, scope, { kind, ...page });
  return (
    <ExceptionsStep made={made} counts={counts} kind={kind} rows={rows} {...hrefs(rows.page.nextCursor)} />
  );
}
