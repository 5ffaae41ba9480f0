import { Badge } from "#components/ui/badge.tsx";
import type { SingleOrigin } from "#lib/domain/single-origin.ts";

export interface VerdictBadgesProps {
  outsidePolicy: boolean;
  singleOrigin: SingleOrigin | null;
  drill?: boolean | undefined;
}

/** What has to be seen before a verdict is believed. */
export function VerdictBadges({ outsidePolicy, singleOrigin, drill = false }: VerdictBadgesProps) {
  return (
    <>
      {drill ? <Badge tone="violet">drill</Badge> : null}
      {outsidePolicy ? <Badge tone="warning">outside policy</Badge> : null}
      {singleOrigin === null ? null : <Badge tone="warning">single origin</Badge>}
    </>
  );
}
