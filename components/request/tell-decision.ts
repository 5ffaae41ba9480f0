"use client";

import { actionWords } from "#components/request/action-words.ts";
import { showToast } from "#components/ui/show-toast.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";

/** Says in passing what was decided, with the way to the record of it. */
export function tellDecision(request: RequestView, decision: "approve" | "deny"): void {
  showToast({
    tone: "success",
    title: `${request.key} ${decision === "approve" ? "approved" : "denied"}`,
    description: `${actionWords[request.action].verb} ${request.snapshot.name} in 1Password`,
    action: { label: "Record", href: `/cases/${request.caseKey}#timeline` },
  });
}
