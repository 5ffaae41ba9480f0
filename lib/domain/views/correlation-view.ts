import type { Severity } from "#lib/domain/severity.ts";
import type { SignalView } from "./case-view.ts";
import type { SubjectView } from "./parts.ts";

/** How a case came to hold what it holds. */
export interface CorrelationView {
  /** Nobody in 1Password stands behind the subject: no action is offered. */
  unlinked: boolean;
  /** Subjects, by their addresses, that a careless eye could take for this one. */
  twins: { userId: string; shown: string }[];
  /** Subjects of their own that were linked to this person; a person may part them again. */
  linked: { unlinkedId: string; shown: string; at: string | null }[];
  snoozed: { until: string; wakeAt: Severity | null } | null;
  severityByPerson: boolean;
  /** Key of the case that took this one's signals over. */
  mergedInto: string | null;
  /** Key of the subject's case before, closed too long ago to be opened again. */
  previousKey: string | null;
}

/** A signal that is linked to nobody. */
export interface UnlinkedSignal extends SignalView {
  /** The one person whom it may mean; only ever offered. */
  suggestion: { person: SubjectView; why: string } | null;
  /** It names an id at an identity provider, which can be remembered. */
  hasProviderId: boolean;
}
