"use client";

import { useQuery } from "@tanstack/react-query";
import { Link2Off } from "lucide-react";

import { Count } from "#components/ui/count.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { countsQuery } from "#lib/queries/counts.ts";

/** The way to the signals that fit nobody, with their number: what can't be filed must not be out of sight. */
export function UnlinkedLink() {
  const { data } = useQuery(countsQuery);
  return (
    <LinkButton href="/cases/unlinked" prefetch={false} variant="ghost" icon={<Link2Off />}>
      Unlinked
      {data === undefined ? null : <Count value={data.queue.unlinkedSignals} />}
    </LinkButton>
  );
}
