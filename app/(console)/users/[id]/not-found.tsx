import { UserRoundX } from "lucide-react";

import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export default function UserNotFound() {
  return (
    <div className="rounded-lg border bg-surface shadow-card">
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={<UserRoundX />}
        title="There is nobody with this id"
        actions={<LinkButton href="/users">Back to Users</LinkButton>}
      >
        No listing of the 1Password account has ever had this person. Search by name or e-mail instead;
        somebody added just now appears with the next listing.
      </EmptyState>
    </div>
  );
}
