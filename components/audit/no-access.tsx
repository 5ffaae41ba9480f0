import { Lock } from "lucide-react";

import { LinkButton } from "#components/ui/link-button.tsx";
import { PageMessage } from "#components/ui/page-message.tsx";

export interface NoAccessProps {
  page: string;
  /** The roles that may, in words. */
  needs: string;
  wayOut: { href: string; label: string };
}

/** A page that exists and isn't for this person: says who may see it, and leads away. */
export function NoAccess({ page, needs, wayOut }: NoAccessProps) {
  return (
    <PageMessage
      icon={<Lock />}
      title={`${page} is not open to your role`}
      actions={
        <LinkButton href={wayOut.href} variant="primary">
          {wayOut.label}
        </LinkButton>
      }
    >
      <p>
        It needs the role {needs}. What happened in a single case stands in that case’s own timeline, which
        you may read.
      </p>
    </PageMessage>
  );
}
