"use client";

import { useQuery } from "@tanstack/react-query";

import type { StandingView } from "#lib/domain/views/governance-view.ts";
import { countsQuery } from "#lib/queries/counts.ts";

/** What is so for every page; the shell has asked for it before anything in it is shown. */
export function useStanding(): StandingView | null {
  const { data } = useQuery(countsQuery);
  return data?.standing ?? null;
}
