import type { Metadata } from "next";

import { LonePage } from "#components/live/lone-page.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

export const metadata: Metadata = { title: "Not found – Countersign" };

export default function NotFound() {
  return (
    <LonePage
      title="There is no such page"
      actions={
        <LinkButton href="/cases" variant="primary">
          Go to the cases
        </LinkButton>
      }
    >
      <p>
        The address leads nowhere in this console. It may have been shortened or mistyped on its way to you.
      </p>
    </LonePage>
  );
}
