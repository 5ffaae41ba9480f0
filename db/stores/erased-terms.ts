import { and, eq, inArray } from "drizzle-orm";
import type { ErasureScope } from "#lib/ports/personal-data-store.ts";
import type { Statement } from "#lib/ports/statement.ts";
import type { Client } from "#db/client.ts";
import { unguarded } from "#db/statement.ts";
import { inParts } from "./erasing.ts";

/**
 * Words by which cases of others are found and that are parts of this person's address: an alert's id that names them
 * was taken apart there. What the case's own subject is called by stays.
 */
export async function sharedTerms(
  { db, schema }: Client,
  { email, sharedIds }: { email: string; sharedIds: readonly string[] },
): Promise<ErasureScope["sharedTerms"]> {
  const { signal, cases, subject, caseTerm } = schema;
  const local = email.toLowerCase().split("@")[0] ?? "";
  const words = local.split(/[.+_-]/).filter((word) => word.length > 2);
  if (words.length === 0) return [];
  const rows = await inParts(sharedIds, (ids) =>
    db
      .selectDistinct({
        caseId: caseTerm.caseId,
        term: caseTerm.term,
        name: subject.name,
        address: subject.email,
      })
      .from(signal)
      .innerJoin(cases, eq(cases.id, signal.caseId))
      .innerJoin(subject, eq(subject.userId, cases.subjectId))
      .innerJoin(caseTerm, eq(caseTerm.caseId, cases.id))
      .where(inArray(signal.id, ids)),
  );
  return rows.flatMap(({ caseId, term, name, address }) => {
    const own = `${name} ${address}`.toLowerCase();
    return words.some((word) => term.includes(word)) && !own.includes(term) ? [{ caseId, term }] : [];
  });
}

export function eraseSharedTerms(
  { schema: { caseTerm } }: Client,
  terms: ErasureScope["sharedTerms"],
): Statement[] {
  const byCase = Map.groupBy(terms, ({ caseId }) => caseId);
  return [...byCase].map(([caseId, some]) =>
    unguarded((tx) =>
      tx.delete(caseTerm).where(
        and(
          eq(caseTerm.caseId, caseId),
          inArray(
            caseTerm.term,
            some.map(({ term }) => term),
          ),
        ),
      ),
    ),
  );
}
