import { CalendarClock, CalendarCheck, DoorOpen } from "lucide-react";

import { Badge } from "#components/ui/badge.tsx";
import type { ReviewView } from "#lib/domain/views/governance-view.ts";

/** Where the review of a suspension stands: shape and word. */
export function ReviewStatus({ status }: { status: ReviewView["status"] }) {
  switch (status) {
    case "planned":
      return (
        <Badge tone="outline" icon={<CalendarClock />}>
          Planned
        </Badge>
      );
    case "due":
      return (
        <Badge tone="warning" icon={<CalendarClock />}>
          Due
        </Badge>
      );
    case "handed_over":
      return (
        <Badge tone="neutral" icon={<DoorOpen />}>
          Handed over
        </Badge>
      );
    case "done":
      return (
        <Badge tone="neutral" icon={<CalendarCheck />}>
          Done
        </Badge>
      );
  }
}
