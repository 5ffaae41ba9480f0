import type { Action } from "#lib/domain/directory.ts";
import { newLifecycle } from "#lib/domain/new-lifecycle.ts";
import type { FiledRequest, LiveState } from "./filed-request.ts";
import { expiresAt } from "./happenings.ts";

/** A request as it is when a person has just asked for it. */
export function newRequest(given: { action: Action; needed: number; snapshot: LiveState }): FiledRequest {
  return {
    snapshot: given.snapshot,
    voters: 0,
    sight: "none",
    outrun: false,
    lifecycle: newLifecycle({ action: given.action, needed: given.needed, expiresAt: expiresAt() }),
  };
}
