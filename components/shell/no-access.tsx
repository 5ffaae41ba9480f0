import { Lock } from "lucide-react";
import type { ReactNode } from "react";

import { LinkButton } from "#components/ui/link-button.tsx";
import { PageMessage } from "#components/ui/page-message.tsx";

export interface NoAccessProps {
  title: string;
  /** The roles that may, in words. */
  needs: string;
  wayOut: { href: string; label: string };
  /** Where else it is to be found. */
  children?: ReactNode;
}

/** A page that exists and isn't for this person: says who may see it, and leads away. */
export function NoAccess({ title, needs, wayOut, children }: NoAccessProps) {
  return (
    <PageMessage
      icon={<Lock />}
      title={title}
      actions={
        <LinkButton href={wayOut.href} variant="primary">
          {wayOut.label}
        </LinkButton>
      }
    >
      <p>
        It needs the role {needs}. {children}
      </p>
    </PageMessage>
  );
}
