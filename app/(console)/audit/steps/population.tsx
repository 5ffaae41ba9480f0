import { PopulationStep } from "#components/audit/population-step.tsx";
import { countExceptions } from "#lib/use-cases/audit/view-exceptions.ts";
import { viewPopulation } from "#lib/use-cases/audit/view-population.ts";

import { readPage, type StepProps } from "./read-page.ts";

export async function Population({ services, actor, scope, made }: StepProps) {
  const { page, hrefs } = readPage(made.query);
  const [population, exceptions] = await Promise.all([
    viewPopulation(services, actor, scope, { ...page, end: made.query.end }),
    countExceptions(services, actor, scope),
  ]);
  return (
    <PopulationStep
      made={made}
      population={population}
      exceptions={exceptions}
      {...hrefs(population.rows.nextCursor)}
    />
  );
}
