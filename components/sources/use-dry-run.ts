"use client";

import { useQuery } from "@tanstack/react-query";

import type { TrustActions } from "#components/sources/source-actions.ts";
import type { DryRunView } from "#lib/domain/views/source-view.ts";

/** The dry run while a dialog is open: null until it is there, the words of its refusal where there is none. */
export function useDryRun({
  source,
  ruleId,
  open,
  dryRun,
}: {
  source: string;
  ruleId: string | null;
  open: boolean;
  dryRun: TrustActions["dryRun"];
}): DryRunView | string | null {
  const { data, isError } = useQuery({
    queryKey: ["dry-run", source, ruleId],
    queryFn: () => dryRun({ source, ruleId }),
    enabled: open,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (!open) return null;
  if (isError) return "The console didn’t answer. Close this and open it again.";
  if (data === undefined) return null;
  return data.ok ? data.data : data.message;
}
