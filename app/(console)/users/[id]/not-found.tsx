import { UserRoundX } from "lucide-react";

import { LinkButton } from "#components/ui/link-button.tsx";
import { PageMessage } from "#components/ui/page-message.tsx";

export default function UserNotFound() {
  return (
    <PageMessage
      icon={<UserRoundX />}
      title="There is nobody with this id"
      actions={
        <LinkButton href="/users" variant="primary">
          Back to Users
        </LinkButton>
      }
    >
      <p>
        No listing of the 1Password account has ever had this person. Search by name or e-mail instead;
        somebody added just now appears with the next listing.
      </p>
    </PageMessage>
  );
}
