"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { ProblemNote } from "#components/request/problem-note.tsx";
import { QuotedText } from "#components/request/quoted-text.tsx";
import { ReasonForm } from "#components/request/reason-form.tsx";
import { useAct } from "#components/request/use-act.ts";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Section } from "#components/ui/section.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { incidentMostMinutes, incidentMostSuspensions } from "#lib/domain/guard-rails.ts";
import type { Right } from "#lib/domain/views/parts.ts";
import type { IncidentView, RailsView } from "#lib/domain/views/rails-view.ts";

export interface IncidentSectionProps {
  view: RailsView;
  ask: (input: { reason: string; allowed: number; minutes: number }) => Promise<ActionResult<{ id: string }>>;
  confirm: (input: { id: string }) => Promise<ActionResult<void>>;
  end: (input: { id: string }) => Promise<ActionResult<void>>;
}

/** Raises the brake for a number of suspensions and a few hours. Each of them is still asked for and decided by itself. */
export function IncidentSection({ view, ask, confirm, end }: IncidentSectionProps) {
  const { incident, past, rights } = view;
  return (
    <Section
      title="Mass incident"
      id="mass-incident"
      aside={incident === null ? "none" : incident.startedAt === null ? "asked for" : "runs"}
    >
      <div className="grid gap-4">
        <p className="max-w-prose text-muted">
          When many people have to be suspended at once, one person asks for a mass incident and another one
          confirms it; one of the two is an IAM lead. The brake is then raised for the number and the time
          named, and every page says so. Each request is still decided one by one by a second person.
        </p>
        {incident === null ? (
          mayTry(rights.ask) ? (
            <AskForm ask={ask} right={rights.ask} />
          ) : null
        ) : (
          <OpenIncident incident={incident} confirm={confirm} end={end} />
        )}
        {past.length === 0 ? null : <Past past={past} />}
      </div>
    </Section>
  );
}

function AskForm({ ask, right }: { ask: IncidentSectionProps["ask"]; right: Right }) {
  const router = useRouter();
  const [allowed, setAllowed] = useState("40");
  const [minutes, setMinutes] = useState("120");
  const numbers = [Number(allowed), Number(minutes)];
  const fits =
    numbers.every((number) => Number.isInteger(number) && number >= 1) &&
    Number(allowed) <= incidentMostSuspensions &&
    Number(minutes) <= incidentMostMinutes;
  return (
    <div className="grid max-w-prose gap-3">
      <div className="flex flex-wrap gap-4">
        <Field label="Suspensions" hint={`1 to ${incidentMostSuspensions.toLocaleString("en")}`}>
          <Input
            type="number"
            min={1}
            max={incidentMostSuspensions}
            className="w-32"
            value={allowed}
            onChange={(event) => setAllowed(event.target.value)}
          />
        </Field>
        <Field label="Minutes" hint={`1 to ${incidentMostMinutes}`}>
          <Input
            type="number"
            min={1}
            max={incidentMostMinutes}
            className="w-32"
            value={minutes}
            onChange={(event) => setMinutes(event.target.value)}
          />
        </Field>
      </div>
      <ReasonForm
        button="Ask for a mass incident"
        placeholder="What happened, and why must so many be suspended at once?"
        disabledReason={
          !right.allowed ? right.why : fits ? null : "Whole numbers within the bounds named above."
        }
        submit={(reason) => ask({ reason, allowed: Number(allowed), minutes: Number(minutes) })}
        onDone={() => {
          showToast({ tone: "success", title: "A second person has to confirm" });
          router.refresh();
        }}
      />
    </div>
  );
}

function OpenIncident({
  incident,
  confirm,
  end,
}: {
  incident: NonNullable<RailsView["incident"]>;
  confirm: IncidentSectionProps["confirm"];
  end: IncidentSectionProps["end"];
}) {
  const router = useRouter();
  const { act, pending, problem } = useAct();
  const { id, startedAt, endsAt } = incident;
  const waits = startedAt === null;

  async function press(what: "confirm" | "end", title: string) {
    const done = await act(what, async () => {
      const result = await (what === "confirm" ? confirm : end)({ id });
      return result.ok ? { ...result, data: true } : result;
    });
    if (done === null) return;
    showToast({ tone: "success", title });
    router.refresh();
  }

  return (
    <div className="grid gap-3">
      <Callout
        tone="warning"
        title={
          waits
            ? `Asked for: ${incident.allowed} suspensions within ${incident.minutes} minutes`
            : `The brake is raised: ${incident.used} of ${incident.allowed} suspensions used`
        }
      >
        <SafeText text={incident.askedBy} className="text-fg" /> asked <TimeStamp at={incident.askedAt} />
        {incident.confirmedBy === null ? null : (
          <>
            , <SafeText text={incident.confirmedBy} className="text-fg" /> confirmed
          </>
        )}
        {endsAt === null ? null : (
          <>
            ; it ends <TimeStamp at={endsAt} /> at the latest
          </>
        )}
        <QuotedText text={incident.reason} className="mt-1" />
      </Callout>
      <ProblemNote problem={problem} />
      <div className="flex flex-wrap gap-2">
        {waits && mayTry(incident.confirm) ? (
          <Button
            variant="primary"
            pending={pending === "confirm"}
            disabledReason={incident.confirm.allowed ? null : incident.confirm.why}
            reasonPlacement="below"
            onClick={() => void press("confirm", "The brake is raised")}
          >
            Confirm mass incident
          </Button>
        ) : null}
        {mayTry(incident.end) ? (
          <Button
            pending={pending === "end"}
            disabledReason={incident.end.allowed ? null : incident.end.why}
            onClick={() => void press("end", waits ? "It was not confirmed" : "The mass incident has ended")}
          >
            {waits ? "Refuse or take back" : "End mass incident"}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

const endWords = {
  time: "its time was over",
  used_up: "its number was used up",
  person: "ended by hand",
  not_confirmed: "never confirmed",
} as const;

function Past({ past }: { past: readonly IncidentView[] }) {
  return (
    <div>
      <h3 className="mb-1 text-xs font-medium text-faint">Earlier</h3>
      <ul className="grid gap-1.5 text-sm">
        {past.map((incident) => (
          <li key={incident.id}>
            <TimeStamp at={incident.askedAt} />: <SafeText text={incident.askedBy} />
            {incident.confirmedBy === null ? null : (
              <>
                {" "}
                and <SafeText text={incident.confirmedBy} />
              </>
            )}
            , {incident.used} of {incident.allowed} suspensions,{" "}
            {incident.endedHow === null ? "open" : endWords[incident.endedHow]}. “
            <SafeText text={incident.reason} />”
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Whoever lacks the role gets no control; everybody else reads why not beside it. */
function mayTry(right: Right): boolean {
  return right.allowed || right.code !== "role_missing";
}
