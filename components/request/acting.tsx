"use client";

import { createContext, use, type ReactNode } from "react";

import type { ActionResult } from "#lib/domain/action-result.ts";
import type { CauseMark } from "#lib/domain/cause-mark.ts";
import type { Checklist } from "#lib/domain/checklist.ts";
import type { Action } from "#lib/domain/directory.ts";
import type { NamedContact } from "#lib/domain/named-contact.ts";
import type { NarrowerAnswer } from "#lib/domain/narrower-steps.ts";

/** A server action as a component sees it. */
export type Act<I, O = { key: string }> = (input: I) => Promise<ActionResult<O>>;

export interface RequestInput {
  caseKey: string;
  action: Action;
  reason: string;
  causes: string[];
  idempotencyKey: string;
  /** RFC 3339; absent: when the policy says. */
  reviewBy?: string | undefined;
  checklist?: Checklist | undefined;
  marks?: CauseMark[] | undefined;
  narrower?: NarrowerAnswer | undefined;
  named?: NamedContact | undefined;
  /** Key of the proposal that this adopts. */
  adopts?: string | undefined;
}

export interface RequestActions {
  request: Act<RequestInput>;
  decide: Act<{
    requestKey: string;
    decision: "approve" | "deny";
    reason: string;
    digest: string;
    version: number;
  }>;
  withdraw: Act<{ requestKey: string; reason: string }>;
  comment: Act<{ requestKey: string; text: string; idempotencyKey: string }>;
  settle: Act<{ requestKey: string; reason: string }>;
  dismiss: Act<{ requestKey: string; reason: string }>;
  page: Act<{ requestKey: string }, { people: string[]; places: string[] }>;
}

/** Who looks at the page. Whoever may never change anything here gets no control at all, not a disabled one. */
export interface Viewer {
  personId: string;
  name: string;
  canWork: boolean;
  /** Whether they may take evidence away. */
  canAudit: boolean;
}

interface Acting {
  viewer: Viewer;
  actions: RequestActions;
}

const Context = createContext<Acting | null>(null);

/** Hands the page's server actions and its viewer to the components that need them. */
export function ActingProvider({ viewer, actions, children }: Acting & { children: ReactNode }) {
  return <Context value={{ viewer, actions }}>{children}</Context>;
}

export function useActing(): Acting {
  const acting = use(Context);
  if (acting === null) throw new Error("A request is shown outside of an ActingProvider.");
  return acting;
}
