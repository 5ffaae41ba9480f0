import { Lock } from "lucide-react";

import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export interface NoAccessProps {
  page: string;
  /** The roles that may, in words. */
  needs: string;
  wayOut: { href: string; label: string };
}

/** A page that exists and isn't for this person: says who may see it, and leads away. */
export function NoAccess({ page, needs, wayOut }: NoAccessProps) {
  return (
    <div className="rounded-lg border bg-surface shadow-card">
      <h1 className="sr-only">{page}</h1>
      <EmptyState
        icon={<Lock />}
        title={`${page} is not open to your role`}
        actions={<LinkButton href={wayOut.href}>{wayOut.label}</LinkButton>}
      >
        It needs the role {needs}. What happened in a single case stands in that case’s own timeline, which
        you may read.
      </EmptyState>
    </div>
  );
}
