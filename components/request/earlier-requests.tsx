"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";

import { RequestStatus } from "#components/request-status.tsx";
import { actionWords } from "#components/request/action-words.ts";
import { RequestDetails } from "#components/request/request-details.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import type { RequestView } from "#lib/domain/views/request-view.ts";

/** Requests of this case that are over, newest first. Their details are made only when somebody opens one. */
export function EarlierRequests({ requests }: { requests: readonly RequestView[] }) {
  return (
    <div className="border-t pt-3">
      <h3 className="text-label mb-1">Earlier requests</h3>
      <ul className="divide-y">
        {requests.map((request) => (
          <EarlierRequest key={request.key} request={request} />
        ))}
      </ul>
    </div>
  );
}

function EarlierRequest({ request }: { request: RequestView }) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <details className="group" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="flex min-h-9 list-none flex-wrap items-center gap-x-3 gap-y-1 rounded-sm py-1 hover:bg-hover">
          <ChevronRight
            aria-hidden="true"
            className="size-4 shrink-0 text-faint transition-transform group-open:rotate-90"
          />
          <span className="font-mono text-xs text-muted">{request.key}</span>
          <span className="text-fg">{actionWords[request.action].verb}</span>
          <RequestStatus status={request.status} />
          <TimeStamp at={request.endedAt ?? request.createdAt} className="text-xs text-muted" />
        </summary>
        {open ? (
          <div className="pt-2 pb-4 pl-7">
            <RequestDetails request={request} />
          </div>
        ) : null}
      </details>
    </li>
  );
}
