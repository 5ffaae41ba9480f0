import { z } from "zod";

import { AuditQuery } from "#lib/domain/audit.ts";
import { listCsv } from "#lib/report/list-report.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { exportList } from "#lib/use-cases/audit/export-list.ts";
import { auditLists } from "#lib/use-cases/audit/list-tables.ts";

const Query = AuditQuery.omit({ step: true, request: true, report: true, q: true, at: true }).extend({
  list: z.enum(auditLists),
  format: z.enum(["csv", "json"]).default("csv"),
});

/** A list of the audit page as a file. Giving it is an entry of the log. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person",
    query: Query,
    handler: async ({ actor, query, services }) => {
      const { list, format, ...filters } = query;
      const exported = await exportList(services, actor, {
        list,
        query: AuditQuery.parse(filters),
        installation: services.installation,
      });
      const { name, ...report } = exported;
      const file = { "content-disposition": `attachment; filename="${name}.${format}"` };
      return format === "csv"
        ? new Response(listCsv(report), { headers: { ...file, "content-type": "text/csv; charset=utf-8" } })
        : Response.json({ ...report, provenance: Object.fromEntries(report.provenance) }, { headers: file });
    },
  }),
  // Looking at what the file would be is not taking it: nothing is made, and nothing logged.
  HEAD: async () => new Response(null, { status: 204 }),
});
