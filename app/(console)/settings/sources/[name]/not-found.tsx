import { FileQuestionMark } from "lucide-react";

import { LinkButton } from "#components/ui/link-button.tsx";
import { PageMessage } from "#components/ui/page-message.tsx";

/** Nothing of this name sends signals. */
export default function SourceNotFound() {
  return (
    <PageMessage
      icon={<FileQuestionMark />}
      title="There is no such source"
      actions={<LinkButton href="/settings#sources">All sources</LinkButton>}
    >
      Check the name in the address, or add the source in the settings.
    </PageMessage>
  );
}
