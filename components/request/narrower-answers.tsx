import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { narrowerWords } from "#lib/domain/narrower-steps.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";

/** What was said about narrower steps and about the owner or partner. What was asked for and left open stands out. */
export function NarrowerAnswers({
  request,
}: {
  request: Pick<RequestView, "narrower" | "named" | "policy">;
}) {
  const { narrower, named, policy } = request;
  const isOpen =
    policy.narrowerStep === "asked" && narrower?.done.length === 0 && narrower.notPossible === null;
  return (
    <>
      {narrower?.done.map(({ step, by, at }) => (
        <p key={step}>
          {narrowerWords[step]} by <SafeText text={by} />, <TimeStamp at={at} show="absolute" />
        </p>
      ))}
      {narrower?.notPossible ? (
        <p>
          No narrower step, because <SafeText text={narrower.notPossible} />
        </p>
      ) : null}
      {isOpen ? <p className="text-warning">A narrower step was asked for; nobody said anything.</p> : null}
      {named ? (
        <p className={named.informed ? undefined : "text-warning"}>
          Owner or partner: <SafeText text={named.who} />, {named.informed ? "informed" : "not informed"}
        </p>
      ) : null}
    </>
  );
}

/** Whether there is anything to say. */
export function hasAnswers({
  narrower,
  named,
  policy,
}: Parameters<typeof NarrowerAnswers>[0]["request"]): boolean {
  if (named !== null) return true;
  if (narrower === null) return false;
  return policy.narrowerStep === "asked" || narrower.done.length > 0 || narrower.notPossible !== null;
}
