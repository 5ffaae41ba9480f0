import { AccessStep, type AccessData } from "#components/audit/access-step.tsx";
import {
  viewCarriedOut,
  viewDecisions,
  viewMachines,
  viewMembers,
} from "#lib/use-cases/audit/view-access.ts";

import { readPage, type StepProps } from "./read-page.ts";

export async function Access(props: StepProps) {
  const { hrefs } = readPage(props.made.query);
  const data = await readReport(props);
  return (
    <AccessStep
      made={props.made}
      data={data}
      {...hrefs(data.report === "changes" ? data.page.nextCursor : null)}
    />
  );
}

async function readReport({ services, actor, scope, made }: StepProps): Promise<AccessData> {
  const { report } = made.query;
  switch (report) {
    case "decisions":
      return { report, matrix: await viewDecisions(services, actor, scope) };
    case "changes":
      return {
        report,
        page: await viewCarriedOut(services, actor, scope, readPage(made.query).page),
      };
    case "members":
      return { report, members: await viewMembers(services, actor, scope) };
    case "machines":
      return { report, machines: await viewMachines(services, actor) };
  }
}
