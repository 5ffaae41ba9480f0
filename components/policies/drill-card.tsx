"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { EntityId } from "#components/entity-id.tsx";
import { formatDuration } from "#components/format-duration.ts";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { DescriptionList } from "#components/ui/description-list.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Section } from "#components/ui/section.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { DrillView } from "#lib/domain/views/drill-view.ts";

export interface DrillCardProps {
  drill: DrillView;
  actions: {
    start: (input: Record<never, never>) => Promise<ActionResult<{ caseKey: string; key: string }>>;
    designate: (input: { email: string }) => Promise<ActionResult<{ userId: string }>>;
  };
}

/** The way there and back, rehearsed on a test user before it is needed. */
export function DrillCard({ drill, actions }: DrillCardProps) {
  const router = useRouter();
  const { act, pending, problem } = useAct();
  const { rights } = drill;

  async function start() {
    const result = await act("start", () => actions.start({}));
    if (result !== null) router.push(`/cases/${result.caseKey}`);
  }

  return (
    <Section
      title="Drill"
      id="drill"
      aside="There and back on a test user, so that the way back is proven before it is needed"
      actions={
        <Button
          size="sm"
          pending={pending === "start"}
          disabledReason={rights.start.allowed ? null : rights.start.why}
          reasonPlacement="below"
          onClick={() => void start()}
        >
          Start drill
        </Button>
      }
    >
      <div className="grid gap-3">
        {drill.problem === null ? null : <Callout tone="info">{drill.problem}</Callout>}
        <DescriptionList items={facts(drill)} />
        <ProblemNote problem={problem} />
        {rights.designate.allowed ? (
          <Designate
            key={drill.user?.userId ?? ""}
            current={drill.user?.email ?? ""}
            pending={pending === "designate"}
            onDesignate={(email) => void act("designate", () => actions.designate({ email }))}
          />
        ) : null}
      </div>
    </Section>
  );
}

function Designate(props: { current: string; pending: boolean; onDesignate: (email: string) => void }) {
  const { current, pending, onDesignate } = props;
  const [email, setEmail] = useState(current);
  return (
    <form
      className="grid justify-items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onDesignate(email.trim());
      }}
    >
      <Field label="Test user" hint="E-mail of somebody in 1Password whom nobody misses" className="w-80">
        <Input type="email" value={email} onValueChange={setEmail} maxLength={320} required />
      </Field>
      <Button type="submit" pending={pending}>
        Designate
      </Button>
    </form>
  );
}

function facts({ user, last }: DrillView) {
  return [
    {
      term: "Test user",
      value: user ? (
        <>
          <SafeText text={user.name} /> <SafeText text={user.email} className="text-muted" />
        </>
      ) : (
        "nobody is designated"
      ),
    },
    ...(last === null
      ? [{ term: "Last drill", value: "none yet" }]
      : [
          {
            term: "Last drill",
            value: (
              <span className="inline-flex flex-wrap items-center gap-2">
                <Badge tone={tones[last.result]}>{last.result}</Badge>
                <TimeStamp at={last.endedAt ?? last.startedAt} />
                {last.durationMs === null ? null : <span>in {formatDuration(last.durationMs)}</span>}
                {last.startedBy === null ? null : (
                  <span>
                    by <SafeText text={last.startedBy} />
                  </span>
                )}
              </span>
            ),
          },
          {
            term: "Its requests",
            value: (
              <span className="inline-flex flex-wrap items-center gap-2">
                <EntityId id={last.caseKey} href={`/cases/${last.caseKey}`} />
                <EntityId id={last.suspendKey} />
                {last.reactivateKey ? (
                  <EntityId id={last.reactivateKey} />
                ) : (
                  "the way back isn’t asked for yet"
                )}
              </span>
            ),
          },
          ...(last.why === null ? [] : [{ term: "Why it failed", value: last.why }]),
        ]),
  ];
}

const tones = { running: "neutral", failed: "danger", succeeded: "success" } as const;
