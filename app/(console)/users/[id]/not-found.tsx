import { UserRoundX } from "lucide-react";

import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export default function UserNotFound() {
  return (
    <EmptyState
      icon={<UserRoundX />}
      title={<h1>There is nobody with this id</h1>}
      actions={<LinkButton href="/users">Back to Users</LinkButton>}
    >
      No listing of the 1Password account has ever had this person. Search by name or e-mail instead; somebody
      added just now appears with the next listing.
    </EmptyState>
  );
}
