import type { Metadata } from "next";
import { SearchX } from "lucide-react";

import { LinkButton } from "#components/ui/link-button.tsx";
import { PageMessage } from "#components/ui/page-message.tsx";

export const metadata: Metadata = { title: "Not found – Countersign" };

export default function NotFound() {
  return (
    <PageMessage
      icon={<SearchX />}
      title="There is nothing at this address"
      actions={
        <>
          <LinkButton href="/cases?view=all" variant="primary">
            All cases
          </LinkButton>
          <LinkButton href="/users">Users</LinkButton>
        </>
      }
    >
      <p>The key or id in it names nothing that this console knows. Check it, or search in the list.</p>
    </PageMessage>
  );
}
