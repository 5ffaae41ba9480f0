import type { ReactNode } from "react";

import { Callout } from "#components/ui/callout.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";

export interface AddedSource {
  name: string;
  url: string;
  secret: string;
  /** A command that sends one signed signal. */
  sample: string;
}

/** Address, secret and a command to try them with. */
export function NewSource({ source }: { source: AddedSource }) {
  return (
    <div className="flex flex-col gap-4">
      <Part title="Address">
        <CodeBlock code={source.url} label="address" wrap />
      </Part>
      <Part title="Signing secret">
        <CodeBlock code={source.secret} label="signing secret" wrap />
      </Part>
      <Part title="Try it from a shell">
        <CodeBlock code={source.sample} label="curl that sends a test signal" />
        <p className="mt-1 text-xs text-muted">
          Put the e-mail of somebody in the directory in place of the example; a signal about nobody known is
          kept as unlinked.
        </p>
      </Part>
      <Callout tone="warning">
        Whoever has the secret, or the command above, which holds it, can send signals in this source’s name.
        A signal never suspends anybody by itself.
      </Callout>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-1 text-sm font-medium text-fg">{title}</h3>
      {children}
    </section>
  );
}
