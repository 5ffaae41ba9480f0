"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";

import { Count } from "#components/ui/count.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { countsQuery } from "#lib/queries/counts.ts";

/** The way to the suspensions whose review date has come; nothing while there is none. */
export function ReviewsLink() {
  const { data } = useQuery(countsQuery);
  const due = data?.standing.reviewsDue ?? 0;
  if (due === 0) return null;
  return (
    <LinkButton href="/approvals?tab=reviews" prefetch={false} variant="ghost" icon={<CalendarClock />}>
      Reviews due
      <Count value={due} />
    </LinkButton>
  );
}
