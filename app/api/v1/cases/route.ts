import { z } from "zod";

import { CaseStatus, caseStatuses } from "#lib/domain/case.ts";
import { severities, Severity } from "#lib/domain/severity.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { viewQueue } from "#lib/use-cases/view-queue.ts";

import { isCursor } from "./is-cursor.ts";
import { toCaseItem } from "./to-case-item.ts";

/** `a,b` of a closed list; an empty value counts as absent, and absent asks for all of them. */
const listOf = (text: string) => (text === "" ? null : text.split(","));

const Search = z.strictObject({
  status: z
    .string()
    .default("")
    .transform((text) => listOf(text) ?? [...caseStatuses])
    .pipe(z.array(CaseStatus)),
  severity: z
    .string()
    .default("")
    .transform((text) => listOf(text) ?? [...severities])
    .pipe(z.array(Severity)),
  q: z.string().max(200).default(""),
  cursor: z
    .string()
    .default("")
    .refine((text) => text === "" || isCursor(text), "This cursor isn't one that a page gave."),
  limit: z
    .string()
    .default("")
    .transform((text) => (text === "" ? 50 : Number(text)))
    .pipe(z.int().min(1).max(200)),
});

/** Cases, most severe first, for machines and for people's own scripts. Without filters: all of them. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person-or-key:cases:read",
    query: Search,
    handler: async ({ actor, query, services }) => {
      const page = await viewQueue(services, actor, {
        statuses: query.status,
        severities: query.severity,
        owner: "anybody",
        q: query.q,
        limit: query.limit,
        cursor: query.cursor === "" ? null : query.cursor,
      });
      return {
        items: page.items.map(toCaseItem),
        nextCursor: page.nextCursor,
        total: page.total,
        ...(page.totalCapped && { totalCapped: true }),
      };
    },
  }),
});
