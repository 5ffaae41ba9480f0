import { FileQuestionMark } from "lucide-react";

import { LinkButton } from "#components/ui/link-button.tsx";
import { PageMessage } from "#components/ui/page-message.tsx";

export default function CaseNotFound() {
  return (
    <PageMessage
      icon={<FileQuestionMark />}
      title="There is no such case"
      actions={
        <LinkButton href="/cases" variant="primary">
          Back to the queue
        </LinkButton>
      }
    >
      <p>Check the key in the address, or look for the person, the alert or the workflow id in the queue.</p>
    </PageMessage>
  );
}
