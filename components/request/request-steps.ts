import type { RequestView } from "#lib/domain/views/request-view.ts";

const labels = ["Asked", "Approval", "Sent to 1Password", "Seen in 1Password"] as const;

export interface RequestStep {
  label: string;
  state: "done" | "current" | "ahead";
}

/** How far a request has come on its way, or null where it left the way: denied, refused, stale and the like. */
export function requestSteps(request: RequestView): RequestStep[] | null {
  const here = place(request);
  if (here === null) return null;
  return labels.map((label, index) => ({
    label: index === 1 && request.needed > 1 ? `${label} (${request.approvals} of ${request.needed})` : label,
    state: index < here ? "done" : index === here ? "current" : "ahead",
  }));
}

function place({ status, attempts }: RequestView): number | null {
  switch (status) {
    case "proposed":
      return 0;
    case "pending":
      return 1;
    case "approved":
      return 2;
    case "executing":
      return attempts.some((attempt) => attempt.kind === "answered") ? 3 : 2;
    case "unknown":
    case "needs_attention":
      return 3;
    case "succeeded":
      return labels.length;
    case "refused":
    case "failed":
    case "superseded":
    case "denied":
    case "withdrawn":
    case "expired":
    case "stale":
      return null;
  }
}
