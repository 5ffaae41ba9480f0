import type { ProviderLink, UnlinkedSubject } from "./correlation-records.ts";
import type { SubjectRecord } from "./records.ts";
import type { Statement } from "./statement.ts";

/** Subjects that 1Password doesn't know, and what persons said about ids of identity providers. */
export interface UnlinkedSubjectStore {
  byId(userId: string): Promise<UnlinkedSubject | null>;
  byOwnKeys(ownKeys: readonly string[]): Promise<Map<string, UnlinkedSubject>>;
  /** Those that still wait for somebody of the directory, by id. */
  waiting(input: { afterId: string; limit: number }): Promise<UnlinkedSubject[]>;
  linkedTo(userId: string): Promise<UnlinkedSubject[]>;
  /** Subjects, of the directory or not, whose address a careless eye could take for this one. */
  twinsOf(subject: { userId: string; email: string }, limit: number): Promise<SubjectRecord[]>;
  insert(subject: UnlinkedSubject): Statement;
  /** Guarded: a subject is linked once. */
  link(userId: string, to: string, at: Date): Statement;
  /** Guarded by whom it is linked to. */
  part(userId: string, from: string): Statement;
  /** Cases, holds and the like follow the subject. */
  moveCases(caseIds: readonly string[], from: string, to: string): Statement[];
  providerLinks(source: string, providerIds: readonly string[]): Promise<Map<string, ProviderLink>>;
  /** What a person says later takes the place of what was said before. */
  keepProviderLink(link: ProviderLink): Statement;
}
