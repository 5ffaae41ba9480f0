import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { isEnded } from "#lib/domain/request.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { streamParts } from "./sources/watch-streams.ts";
import type { Readiness } from "./check-readiness.ts";

export interface Metric {
  name: string;
  help: string;
  type: "gauge" | "counter";
  /** No label ever holds anything of a person: keys of cases and ids of users are such things too. */
  samples: { labels?: Readonly<Record<string, string>>; value: number }[];
}

/** The figures of this installation, read at this moment. Throws `scope_missing`. */
export async function reportMetrics(
  services: Services,
  actor: Actor,
  readiness: Readiness,
): Promise<Metric[]> {
  if (actor.kind !== "key" || !actor.scopes.includes("metrics:read")) {
    throw new DomainError("scope_missing", { scope: "metrics:read" });
  }
  const { stores, clock, seal } = services;
  const now = clock.now();
  const [requests, cases, sources, due, checkpoint, waiting, webhooks, unlinked, deadLetters, streams] =
    await Promise.all([
      stores.requests.counts(),
      stores.cases.counts(),
      stores.sources.all(),
      stores.requests.due(now, 200),
      stores.tree.newestCheckpoint(),
      stores.tree.waitingCount(),
      stores.webhooks.counts(),
      stores.signals.unlinkedCount(),
      stores.signals.deadLetterCount(),
      streamParts(services),
    ]);
  return [
    {
      name: "countersign_requests",
      help: "Requests by action and status, ends included.",
      type: "gauge",
      samples: requests.map(({ action, status, count }) => ({ labels: { action, status }, value: count })),
    },
    {
      name: "countersign_execution_outcomes_total",
      help: "Ends of approved requests.",
      type: "counter",
      samples: requests
        .filter(({ status }) => isEnded(status) && isExecutionEnd(status))
        .map(({ action, status, count }) => ({ labels: { action, outcome: status }, value: count })),
    },
    {
      name: "countersign_cases_open",
      help: "Cases that are not closed, by status and severity.",
      type: "gauge",
      samples: cases
        .filter(({ status }) => status !== "closed")
        .map(({ status, severity, count }) => ({ labels: { status, severity }, value: count })),
    },
    {
      name: "countersign_signals_total",
      help: "Events of deliveries, by source and what became of them.",
      type: "counter",
      samples: sources.flatMap(({ name, accepted, rejected }) => [
        { labels: { source: name, result: "accepted" }, value: accepted },
        { labels: { source: name, result: "rejected" }, value: rejected },
      ]),
    },
    gauge("countersign_signals_unlinked", "Signals that could be linked to nobody.", unlinked),
    gauge("countersign_dead_letters", "Deliveries kept and not filed.", deadLetters),
    gauge(
      "countersign_queue_lag_seconds",
      "How long the oldest step that is due has waited.",
      Math.max(0, ...due.map((request) => (now.getTime() - dueAt(request, now)) / 1_000)),
    ),
    ...(checkpoint === null
      ? []
      : [
          gauge(
            "countersign_log_head_age_seconds",
            "Age of the newest signed checkpoint.",
            Math.max(0, (now.getTime() - checkpoint.at.getTime()) / 1_000),
          ),
          gauge("countersign_log_size", "Entries that are sealed.", checkpoint.size),
        ]),
    gauge("countersign_log_unsealed_entries", "Entries written and not in the tree yet.", waiting),
    gauge(
      "countersign_log_sealing",
      "1 while entries are sealed.",
      seal.standing().state === "sealing" ? 1 : 0,
    ),
    gauge("countersign_webhooks_waiting", "Outgoing deliveries that still have to arrive.", webhooks.waiting),
    gauge("countersign_webhooks_dead", "Outgoing deliveries that were given up.", webhooks.dead),
    {
      name: "countersign_integration_up",
      help: "1 where a part that the console rests on works, as of its last use.",
      type: "gauge",
      samples: [...readiness.parts, ...streams].map(({ name, ok }) => ({
        labels: { part: name.replaceAll(" ", "_") },
        value: ok ? 1 : 0,
      })),
    },
    gauge(
      "countersign_execution_running",
      "0 while execution is paused.",
      readiness.execution === "running" ? 1 : 0,
    ),
  ];
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: "gauge", samples: [{ value }] };
}

/** Ends that only an approved request reaches. */
function isExecutionEnd(status: RequestRecord["status"]): boolean {
  return status === "succeeded" || status === "refused" || status === "failed" || status === "superseded";
}

function dueAt(request: RequestRecord, now: Date): number {
  const { status } = request;
  const at = status === "proposed" || status === "pending" ? request.expiresAt : request.nextTryAt;
  return at?.getTime() ?? now.getTime();
}
