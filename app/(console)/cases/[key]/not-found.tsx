import { FileQuestionMark } from "lucide-react";

import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export default function CaseNotFound() {
  return (
    <EmptyState
      icon={<FileQuestionMark />}
      title={<h1>There is no such case</h1>}
      actions={<LinkButton href="/cases">Back to the queue</LinkButton>}
    >
      Check the key in the address, or look for the person, the alert or the workflow id in the queue.
    </EmptyState>
  );
}
