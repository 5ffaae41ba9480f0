import type { Actor, SystemActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { ExecutionControl, executionControlName, running } from "#lib/domain/execution-control.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { appendEntries, installationChain, personHolder } from "./append-entries.ts";
import { requirePerson } from "./authorise.ts";
import { restartBrake } from "./guard-rails/brake.ts";
import { loadTeam, requireTrusted } from "./load-team.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";
import { requireSecondPerson, stillCounts } from "./second-person.ts";

/** What the control says now. A store that was never told anything is running. */
export async function readExecutionControl({ stores }: Pick<Services, "stores">): Promise<ExecutionControl> {
  const value = await stores.controls.read(executionControlName);
  return value === null ? { state: "running" } : ExecutionControl.parse(JSON.parse(value));
}

/** Stops all claims from this moment on. One person is enough to stop; what is under way comes to its end. */
export async function pauseExecution(
  services: Services,
  actor: Actor,
  input: { reason: string },
): Promise<void> {
  const person = requirePerson(actor, "pause_execution");
  const reason = requireReason(input.reason);
  await retryOnConflict(async () => {
    const before = await services.stores.controls.read(executionControlName);
    if ((await readExecutionControl(services)).state === "paused") throw new DomainError("execution_paused");
    const after: ExecutionControl = {
      state: "paused",
      since: services.clock.now().toISOString(),
      byPersonId: person.personId,
      reason,
      resume: null,
    };
    await services.stores.commit([
      services.stores.controls.change(executionControlName, before, JSON.stringify(after)),
      ...(await appendEntries(services, actor, installationChain, [
        {
          type: "execution.paused",
          before: "running",
          after: "paused",
          private: [{ field: "reason", holder: personHolder(person.personId), text: reason }],
        },
      ])),
    ]);
  });
  services.hints.publish({ kind: "settings" });
}

/**
 * Stops all claims because the product found a fault in its own log, or because its brake tells it to. Where the log takes no entry any more the pause
 * comes without one: to stop is always right. Nothing happens where execution is paused already.
 */
export async function pauseByItself(
  services: Pick<Services, "stores" | "clock" | "ids" | "simulated" | "hints">,
  actor: SystemActor,
  words: string,
  { brake }: { brake: boolean } = { brake: false },
): Promise<void> {
  const { controls } = services.stores;
  const pause = async (makeEntries: () => Promise<Statement[]>) => {
    const before = await controls.read(executionControlName);
    if ((await readExecutionControl(services)).state === "paused") return;
    const after: ExecutionControl = {
      state: "paused",
      since: services.clock.now().toISOString(),
      byPersonId: null,
      reason: words,
      ...(brake && { brake }),
      resume: null,
    };
    const stop = controls.change(executionControlName, before, JSON.stringify(after));
    await services.stores.commit([stop, ...(await makeEntries())]);
  };
  const entries = () =>
    appendEntries(services, actor, installationChain, [
      {
        type: "execution.paused",
        before: "running",
        after: "paused",
        facts: { reason: words, ...(brake && { because: "brake" }) },
      },
    ]);
  await retryOnConflict(() => pause(entries)).catch(() =>
    retryOnConflict(() => pause(() => Promise.resolve([]))),
  );
  services.hints.publish({ kind: "settings" });
}

/**
 * Resumes execution, which takes two people: the first one asks, another one confirms, neither of them under
 * investigation. Returns whether it runs again.
 */
export async function resumeExecution(
  services: Services,
  actor: Actor,
  input: { reason: string },
): Promise<{ running: boolean }> {
  const person = requirePerson(actor, "pause_execution");
  const reason = requireReason(input.reason);
  const result = await retryOnConflict(async () => {
    const team = await loadTeam(services);
    requireTrusted(person, team);
    const before = await services.stores.controls.read(executionControlName);
    const control = await readExecutionControl(services);
    if (control.state === "running") throw new DomainError("execution_running");
    // What a suspect asked for counts no more: whoever comes next asks anew.
    const asked = control.resume && stillCounts(control.resume.byPersonId, team) ? control.resume : null;
    if (asked) requireSecondPerson(person, asked.byPersonId, team);
    const at = services.clock.now().toISOString();
    const after = asked
      ? running
      : JSON.stringify({ ...control, resume: { byPersonId: person.personId, reason, at } });
    await services.stores.commit([
      services.stores.controls.change(executionControlName, before, after),
      // What was sent so far was looked at by the two: from here on the brake counts anew.
      ...(asked ? [await restartBrake(services)] : []),
      ...(await appendEntries(services, actor, installationChain, [
        {
          type: asked ? "execution.resumed" : "setting.changed",
          before: "paused",
          after: asked ? "running" : "paused",
          facts: asked ? { askedBy: asked.byPersonId } : { name: "execution", what: "asked to resume" },
          private: [{ field: "reason", holder: personHolder(person.personId), text: reason }],
        },
      ])),
    ]);
    return { running: asked !== null };
  });
  services.hints.publish({ kind: "settings" });
  return result;
}

function requireReason(text: string): string {
  const reason = text.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  return reason;
}
