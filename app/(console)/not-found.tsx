import type { Metadata } from "next";
import { SearchX } from "lucide-react";

import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export const metadata: Metadata = { title: "Not found – Countersign" };

export default function NotFound() {
  return (
    <div className="rounded-lg border bg-surface shadow-card">
      <h1 className="sr-only">Not found</h1>
      <EmptyState
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
        The key or id in it names nothing that this console knows. Check it, or search in the list.
      </EmptyState>
    </div>
  );
}
