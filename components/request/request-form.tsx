"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";

import { EntityId } from "#components/entity-id.tsx";
import { formatDuration } from "#components/format-duration.ts";
import { useActing } from "#components/request/acting.tsx";
import { actionWords } from "#components/request/action-words.ts";
import { CauseChoice } from "#components/request/cause-choice.tsx";
import { ChecklistForm, missingAnswer } from "#components/request/checklist-form.tsx";
import {
  emptyNarrower,
  type Marks,
  missingOf,
  toMarks,
  toNarrower,
} from "#components/request/form-answers.ts";
import { FormFacts } from "#components/request/form-facts.tsx";
import { judgeForm } from "#components/request/judge-form.ts";
import { NamedForm } from "#components/request/named-form.tsx";
import { NarrowerForm } from "#components/request/narrower-form.tsx";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { ReasonTemplates } from "#components/request/reason-templates.tsx";
import { ReviewChoice } from "#components/request/review-choice.tsx";
import { VerdictNote } from "#components/request/verdict-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { SafeText } from "#components/safe-text.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Checklist } from "#lib/domain/checklist.ts";
import type { Action } from "#lib/domain/directory.ts";
import type { NamedContact } from "#lib/domain/named-contact.ts";
import type { CaseView } from "#lib/domain/views/case-view.ts";
import { requestPreviewQuery } from "#lib/queries/case.ts";

export interface RequestFormProps {
  view: CaseView;
  action: Action;
  /** Text to begin with: of the request that is asked again, or why a benign case needs the way back. */
  initialReason: string;
  /** Key of the machine's proposal that this makes a request of somebody. */
  adopts?: string | undefined;
  open: boolean;
  onClose: () => void;
}

/** Nobody verified anything until somebody says so. */
const unanswered: Checklist = { personVerified: "no", how: "", credentials: "not_checked" };

/** One opening of the form: its idempotency key makes a press that is sent twice one request. */
export function RequestForm({ view, action, initialReason, adopts, open, onClose }: RequestFormProps) {
  const { actions } = useActing();
  const { act, pending, problem } = useAct();
  const preview = useQuery({ ...requestPreviewQuery(view.key, action), enabled: open });
  const [reason, setReason] = useState(initialReason);
  const [causes, setCauses] = useState<readonly string[]>(() => view.signals.map((signal) => signal.id));
  const [reviewInMs, setReviewInMs] = useState<number | null>(null);
  const [checklist, setChecklist] = useState(unanswered);
  const [marks, setMarks] = useState<Marks>({});
  const [narrower, setNarrower] = useState(emptyNarrower);
  const [named, setNamed] = useState<NamedContact>({ who: "", informed: false });
  const sentReview = useRef<{ spanMs: number; reviewBy: string } | null>(null);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const reasonField = useRef<HTMLTextAreaElement>(null);
  const words = actionWords[action];
  const isRead = preview.isSuccess;

  // What was read pushes the field down, under the footer of a short window: whoever is about to write sees it again.
  useEffect(() => {
    const field = reasonField.current;
    if (open && isRead && field !== null && field === document.activeElement)
      field.scrollIntoView({ block: "nearest" });
  }, [open, isRead]);

  const judged = preview.data ? judgeForm(preview.data, causes, marks) : null;
  const gates = [...(preview.data?.gates ?? []), ...(judged?.gates ?? [])];
  const isSuspension = action === "suspend";
  const missing = missingOf({
    chosen: causes,
    marks,
    narrower: isSuspension ? narrower : emptyNarrower,
    named,
    needsNamed: judged?.verdict.named !== undefined && judged.verdict.named !== null,
  });
  // Within a mass incident the reason is taken over, once, and only where nothing is written yet.
  const takesOver = preview.data?.incident ?? null;
  const [tookOver, setTookOver] = useState(false);
  if (takesOver !== null && !tookOver) {
    setTookOver(true);
    if (reason.trim() === "") setReason(takesOver.lastReason ?? takesOver.reason);
  }
  const disabledReason = preview.isPending
    ? "Reading the state from 1Password …"
    : preview.error
      ? "What this rests on could not be read."
      : gates.some((gate) => gate.state === "failed")
        ? "A gate fails."
        : missing !== null
          ? missing
          : reason.trim() === ""
            ? "Write a reason first."
            : action === "reactivate"
              ? missingAnswer(checklist)
              : null;

  /** The date counts from the server's clock, and stays the same when a lost press is repeated. */
  function chosenReview(): string | undefined {
    const reading = preview.data?.reading;
    if (action !== "suspend" || reviewInMs === null || !reading?.ok) return undefined;
    if (sentReview.current?.spanMs !== reviewInMs) {
      const reviewBy = new Date(Date.parse(reading.subject.readAt) + reviewInMs).toISOString();
      sentReview.current = { spanMs: reviewInMs, reviewBy };
    }
    return sentReview.current.reviewBy;
  }

  async function submit() {
    if (disabledReason !== null || pending !== null) return;
    const done = await act("submit", () =>
      actions.request({
        caseKey: view.key,
        action,
        reason,
        causes: [...causes],
        idempotencyKey,
        reviewBy: chosenReview(),
        checklist: action === "reactivate" ? checklist : undefined,
        marks: toMarks(marks, causes),
        narrower: isSuspension ? toNarrower(narrower) : undefined,
        named: judged?.verdict.named ? named : undefined,
        adopts,
      }),
    );
    if (done === null) {
      void preview.refetch();
      return;
    }
    const approvers = preview.data?.eligibleApprovers.length ?? 0;
    showToast({
      tone: "success",
      title: `${done.key} waits for a second person`,
      description: approvers === 1 ? "1 person can decide." : `${approvers} people can decide.`,
    });
    onClose();
  }

  function keyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void submit();
  }

  return (
    <Sheet
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      initialFocus={reasonField}
      title={
        <>
          {words.verb} <SafeText text={view.subject.email} /> in 1Password
        </>
      }
      description={
        <span className="flex flex-wrap items-center gap-x-2">
          <SafeText text={view.subject.name} />
          <EntityId id={view.subject.userId} shorten />
          {preview.data ? (
            <span>
              account {preview.data.account.id} at {new URL(preview.data.account.host).host}
            </span>
          ) : null}
        </span>
      }
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant="primary"
            shortcut="Mod+Enter"
            pending={pending !== null}
            disabledReason={disabledReason}
            onClick={() => void submit()}
          >
            Submit for approval
          </Button>
        </>
      }
    >
      <div className="grid gap-5" onKeyDown={keyDown} role="presentation">
        <ProblemNote problem={problem} />
        <FormFacts
          action={action}
          preview={preview.data ?? null}
          fault={preview.error?.message ?? null}
          onRetry={() => void preview.refetch()}
        />
        <CauseChoice
          signals={view.signals}
          known={preview.data?.causes ?? null}
          chosen={causes}
          onChange={setCauses}
          marks={marks}
          onMark={(id, mark) => setMarks((before) => ({ ...before, [id]: mark }))}
        />
        {judged && preview.data ? (
          <VerdictNote {...judged} deciders={preview.data.eligibleApprovers} />
        ) : null}
        {isSuspension && preview.data ? (
          <NarrowerForm
            draft={narrower}
            onChange={setNarrower}
            asked={judged?.verdict.narrowerStep === "asked"}
          />
        ) : null}
        {judged?.verdict.named ? <NamedForm named={named} onChange={setNamed} /> : null}
        {action === "reactivate" ? <ChecklistForm checklist={checklist} onChange={setChecklist} /> : null}
        <ReasonTemplates
          action={action}
          onChoose={(text) => {
            setReason((before) => (before.trim() === "" ? text : `${before.trimEnd()}\n${text}`));
            reasonField.current?.focus();
          }}
        />
        <Field
          label="Reason"
          mark="required"
          hint={
            judged
              ? `The approver reads exactly this. Undecided, the request expires in ${formatDuration(judged.verdict.decideWithinMs)}.`
              : "The approver reads exactly this."
          }
        >
          <div
            ref={(box) => {
              reasonField.current = box?.querySelector("textarea") ?? null;
            }}
          >
            <Textarea
              rows={4}
              value={reason}
              onValueChange={setReason}
              maxLength={8_000}
              placeholder="What happened, what you checked, and why this is the right step."
            />
          </div>
        </Field>
        {isSuspension && judged ? (
          <ReviewChoice
            reviewAfterMs={judged.verdict.reviewAfterMs}
            reviewWithinMs={judged.verdict.reviewWithinMs}
            chosenMs={reviewInMs}
            onChange={setReviewInMs}
          />
        ) : null}
      </div>
    </Sheet>
  );
}
