import { redirect } from "next/navigation";

import { auditAddress } from "#components/audit/audit-address.ts";
import { SampleStep } from "#components/audit/sample-step.tsx";
import { drawSample } from "#lib/use-cases/audit/draw-sample.ts";

import type { StepProps } from "./read-page.ts";

export async function Sample({ services, actor, scope, made }: StepProps) {
  const { query } = made;
  const { seed } = query;
  // The seed stands in the address before anything is drawn, so that whoever has the address has the sample.
  if (seed === null) redirect(auditAddress(query, { seed: crypto.randomUUID().slice(0, 8) }));
  const sample = await drawSample(services, actor, scope, { ...query, seed });
  return <SampleStep made={made} sample={sample} />;
}
