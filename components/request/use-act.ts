"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";

import type { ActionResult } from "#lib/domain/action-result.ts";
import { refreshAll } from "#lib/queries/refresh-all.ts";

export interface ActProblem {
  code: string;
  message: string;
  ref?: string;
}

/**
 * Runs server actions one at a time: what is under way, what went wrong, and afterwards fresh data. Pending lasts until
 * the page shows the result, so that no button can be pressed on what is old news.
 */
export function useAct() {
  const client = useQueryClient();
  const [pending, setPending] = useState<string | null>(null);
  const [problem, setProblem] = useState<ActProblem | null>(null);

  const act = useCallback(
    async <T>(what: string, call: () => Promise<ActionResult<T>>): Promise<T | null> => {
      setPending(what);
      setProblem(null);
      try {
        const result = await call();
        await refreshAll(client);
        if (result.ok) return result.data;
        setProblem(result);
        return null;
      } catch {
        setProblem({
          code: "unreachable",
          message:
            "The console didn’t answer, so it isn’t known whether this arrived. Your text is kept. Press again: it counts once.",
        });
        return null;
      } finally {
        setPending(null);
      }
    },
    [client],
  );
  const forget = useCallback(() => setProblem(null), []);
  return { act, pending, problem, forget };
}
