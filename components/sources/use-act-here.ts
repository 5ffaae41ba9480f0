"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";

import { useAct } from "#components/request/use-act.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";

/** As `useAct`, for pages that the server renders: they are asked for again after each act. */
export function useActHere() {
  const router = useRouter();
  const { act: call, ...rest } = useAct();
  const act = useCallback(
    async <T>(what: string, make: () => Promise<ActionResult<T>>): Promise<T | null> => {
      const result = await call(what, make);
      router.refresh();
      return result;
    },
    [call, router],
  );
  return { act, ...rest };
}
