import type { Actor } from "#lib/domain/actor.ts";
import { makeSystemActor } from "#lib/domain/actor.ts";
import { drillRule, drillUserSetting } from "#lib/domain/drill.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { nobody, nothingSaid } from "#lib/domain/signal.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries } from "#lib/use-cases/append-entries.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { fileSignal } from "#lib/use-cases/file-signal.ts";
import { loadTeam, requireTrusted } from "#lib/use-cases/load-team.ts";
import { requestAction } from "#lib/use-cases/request-action.ts";
import { readLastDrill } from "./read-drill.ts";

/**
 * Begins a drill: a signal about the designated test user opens a case, and a suspension is asked for in it. From then
 * on everything is ordinary: somebody else approves, 1Password is called, and the way back is asked for and approved
 * like any other, so that it is proven before it is needed.
 */
export async function startDrill(
  services: Services,
  actor: Actor,
): Promise<{ caseKey: string; key: string }> {
  const person = requirePerson(actor, "request_action");
  const { stores, clock, ids } = services;
  requireTrusted(person, await loadTeam(services));
  const userId = await stores.controls.read(drillUserSetting);
  const user = userId === null ? null : await stores.subjects.byId(userId);
  if (!user) {
    throw new DomainError("invalid_input", {
      problem: "No test user is designated. An administrator does that on the page of policies.",
    });
  }
  if ((await readLastDrill(services))?.outcome.result === "running") {
    throw new DomainError("invalid_input", {
      problem: "A drill is under way. Bring it to its end first: ask for the way back in its case.",
    });
  }
  const now = clock.now();
  const id = ids.next();
  const filed = await fileSignal(services, makeSystemActor("intake"), {
    signal: {
      ...nothingSaid,
      format: "console",
      nativeId: id,
      ruleId: drillRule,
      title: "Drill: is the way there and back open?",
      // What a drill rehearses is the ordinary way of a takeover that was validated.
      kind: "account_takeover",
      confidence: 100,
      severity: "low",
      severityAssumed: false,
      subject: { ...nobody, onepasswordId: user.userId, email: user.email },
      time: now,
      timeAssumed: false,
    },
    delivery: {
      source: "console",
      receivedAt: now,
      traceparent: null,
      signature: "read",
      raw: new TextEncoder().encode(JSON.stringify({ drill: id })),
    },
  });
  if (filed.caseKey === null) throw new Error("The drill's signal was linked to nobody.");
  const { caseKey } = filed;
  const { key } = await requestAction(services, actor, {
    caseKey,
    action: "suspend",
    reason: "Drill: the test user is suspended, read, reactivated and read again.",
    causes: [filed.signalId],
    marks: [{ signal: filed.signalId, validated: true, how: "A drill, begun by the requester" }],
    idempotencyKey: id,
  });
  await stores.commit([
    stores.governance.insertDrill({
      id,
      subjectId: user.userId,
      caseKey,
      suspendKey: key,
      startedByPersonId: person.personId,
      startedAt: now,
    }),
    ...(await appendEntries(services, actor, caseKey, [
      { type: "case.changed", workflowId: filed.workflowId, facts: { what: "drill", request: key } },
    ])),
  ]);
  services.hints.publish({ kind: "settings" });
  return { caseKey, key };
}
