import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Section } from "#components/ui/section.tsx";
import type { AttemptView, RequestView } from "#lib/domain/views/request-view.ts";

const kinds = {
  answered: "answered",
  refused: "refused",
  not_sent: "not sent",
  uncertain: "no certain answer",
} as const;

/** What 1Password was asked and what it said: before, the calls, after. Never a header, a body or a token. */
export function RecordCalls({ request }: { request: RequestView }) {
  const { snapshot, outcome, attempts } = request;
  return (
    <Section title="1Password: before, calls, after" id="calls" flush>
      <ol className="divide-y text-sm">
        <Reading label="When it was asked for" state={snapshot.state} at={snapshot.readAt} />
        {outcome?.before ? (
          <Reading label="Before the call" state={outcome.before.state} at={outcome.before.readAt} />
        ) : null}
        {attempts.map((attempt) => (
          <Call key={attempt.n} attempt={attempt} />
        ))}
        {outcome?.answer ? (
          <Reading label="In the answer" state={outcome.answer.state} at={outcome.answer.at} />
        ) : null}
        {outcome?.after ? (
          <Reading
            label={outcome.how === "observed" ? "After, by observation" : "After the call"}
            state={outcome.after.state}
            at={outcome.after.readAt}
          />
        ) : null}
        {attempts.length === 0 ? (
          <li className="px-4 py-2.5 text-muted">Nothing was sent to 1Password.</li>
        ) : null}
      </ol>
    </Section>
  );
}

function Reading({ label, state, at }: { label: string; state: string; at: string }) {
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2.5" data-keep-together="">
      <span className="text-muted">{label}</span>
      <span>
        <span className="text-xs font-semibold tracking-wide">{state}</span>{" "}
        <TimeStamp at={at} show="audit" className="text-muted" />
      </span>
    </li>
  );
}

function Call({ attempt }: { attempt: AttemptView }) {
  const { n, method, path, kind, status, code, message, ms, requestId, markedAt } = attempt;
  return (
    <li className="grid gap-0.5 bg-subtle px-4 py-2.5" data-keep-together="">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="text-fg">
          Call {n}: {kind === null ? "no answer known" : kinds[kind]}
          {status === null ? null : `, HTTP ${status}`}
          {ms === null ? null : `, ${ms.toLocaleString("en")} ms`}
        </span>
        <TimeStamp at={markedAt} show="audit" className="text-muted" />
      </p>
      {method === null ? null : (
        <p className="font-mono text-xs break-all text-muted">
          <SafeText text={`${method} ${path ?? ""}`} />
        </p>
      )}
      {code === null && message === null ? null : (
        <p className="text-xs text-muted">
          <SafeText text={[code, message].filter((part) => part !== null).join(": ")} />
        </p>
      )}
      {requestId === null ? null : (
        <p className="text-xs text-muted">
          1Password’s request id <SafeText text={requestId} className="font-mono break-all" />
        </p>
      )}
    </li>
  );
}
