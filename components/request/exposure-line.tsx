"use client";

import { useQuery } from "@tanstack/react-query";

import { ExposureBadge } from "#components/case/exposure-badge.tsx";
import { exposureQuery } from "#lib/queries/exposure.ts";

/** What the person took lately, in one line: how long a decision can wait. */
export function ExposureLine({ caseKey }: { caseKey: string }) {
  const { data, error } = useQuery(exposureQuery(caseKey));
  if (error) return <span className="text-warning">The exposure could not be read: {error.message}</span>;
  if (!data) return <span className="text-muted">Reading the exposure …</span>;
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <ExposureBadge urgency={data.urgency} />
      <span className="text-muted">{data.summary}</span>
    </span>
  );
}
