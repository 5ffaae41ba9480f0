"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import type { QueuePage, QueueRow } from "#lib/domain/views/case-view.ts";
import { queueQuery, queueRowsQuery } from "#lib/queries/queue.ts";

export interface StillRows {
  /** In the order in which they were last put; what each row says is as new as can be. */
  rows: readonly QueueRow[];
  page: QueuePage;
  /** How many have come since; they wait for the press. */
  newRows: number;
  /** Nothing new, but the order is another, or a row has left the view. */
  moved: boolean;
  /** The last asking failed: what is shown is from then. */
  staleSince: Date | null;
  /** Puts the rows as the queue has them now. */
  settle: () => void;
}

/** Keeps a page of the queue up to date without ever moving a row by itself. */
export function useStillRows(search: string, initial: QueuePage): StillRows {
  const query = useQuery({ ...queueQuery(search), initialData: initial });
  const page = query.data;
  const [seen, setSeen] = useState(page);
  const [shown, setShown] = useState<readonly QueueRow[]>(page.items);

  const fresh = new Map(page.items.map((row) => [row.key, row]));
  if (seen !== page) {
    setSeen(page);
    // Under an empty list there is nothing that could move.
    setShown(shown.length === 0 ? page.items : shown.map((row) => fresh.get(row.key) ?? row));
  }

  const keys = new Set(shown.map((row) => row.key));
  const left = shown.filter((row) => !fresh.has(row.key)).map((row) => row.key);
  const others = useQuery(queueRowsQuery(left));
  const elsewhere = new Map((others.data?.items ?? []).map((row) => [row.key, row]));

  const newRows = page.items.filter((row) => !keys.has(row.key)).length;
  return {
    rows: shown.map((row) => fresh.get(row.key) ?? elsewhere.get(row.key) ?? row),
    page,
    newRows,
    moved: newRows === 0 && page.items.map((row) => row.key).join() !== shown.map((row) => row.key).join(),
    staleSince: query.isRefetchError ? new Date(query.dataUpdatedAt) : null,
    settle: () => setShown(page.items),
  };
}
