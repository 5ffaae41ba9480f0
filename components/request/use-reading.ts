"use client";

import { useQuery } from "@tanstack/react-query";

import type { LiveReading } from "#lib/domain/views/parts.ts";
import { readingQuery } from "#lib/queries/reading.ts";

export interface CurrentReading {
  /** Null until the first answer. */
  reading: LiveReading | null;
  isReading: boolean;
  refresh: () => void;
}

/** The person as 1Password shows them now. That the console itself didn't answer counts as "could not be read". */
export function useReading(userId: string): CurrentReading {
  const { data, error, isFetching, refetch } = useQuery(readingQuery(userId));
  const reading: LiveReading | null =
    error === null
      ? (data ?? null)
      : { ok: false, code: "no_answer", message: error.message, lastKnown: data?.ok ? data.subject : null };
  return { reading, isReading: isFetching, refresh: () => void refetch() };
}
