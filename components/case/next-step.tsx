"use client";

import { useActing } from "#components/request/acting.tsx";
import { isEnded } from "#components/request/is-ended.ts";
import { Section } from "#components/ui/section.tsx";
import type { UserState } from "#lib/domain/directory.ts";
import type { CaseView } from "#lib/domain/views/case-view.ts";
import { nextStep } from "./find-next-step.ts";

/** What to do next, and where the button for it is. It never repeats the button. */
export function NextStep({ view, state }: { view: CaseView; state: UserState }) {
  const { viewer } = useActing();
  const open = view.requests.find((request) => !isEnded(request.status)) ?? null;
  const step = nextStep({ view, state, open, viewer });
  if (step === null) return null;
  return (
    <Section title="Next best step" id="next">
      <p className="font-medium text-fg">{step.title}</p>
      <p className="mt-0.5 text-muted">{step.why}</p>
      <a
        href={step.href}
        className="mt-2 inline-block text-sm font-medium text-accent underline underline-offset-2"
      >
        {step.link}
      </a>
    </Section>
  );
}
