import { readPayload } from "#lib/domain/request-payload.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";

/**
 * Writes for the commit of a success: a suspension with a review date is looked at again when that comes; a
 * reactivation ends whatever review of the person was open.
 */
export async function followReviews(
  services: Services,
  before: RequestRecord,
  after: RequestRecord,
): Promise<Statement[]> {
  if (before.status === "succeeded" || after.status !== "succeeded") return [];
  const { governance } = services.stores;
  if (after.action === "reactivate") {
    const open = await governance.reviewsOfSubject(after.subjectId);
    return open.map((review) => governance.updateReview(review, { ...review, status: "done" }));
  }
  const { reviewBy } = readPayload(after.payload);
  if (reviewBy === null) return [];
  return [
    governance.insertReview({
      requestId: after.id,
      caseKey: after.caseKey,
      subjectId: after.subjectId,
      dueAt: new Date(reviewBy),
      status: "planned",
      extensions: 0,
      asked: null,
      ticket: null,
      version: 1,
    }),
  ];
}
