import { z } from "zod";

import { listCsv } from "#lib/report/list-report.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { viewExposure } from "#lib/use-cases/events/exposure.ts";

/** What the person of a case took from shared vaults, for the page, or whole as a file: the list of what to rotate. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    auth: "person",
    params: z.object({ key: z.string().max(40) }),
    query: z.object({ format: z.enum(["json", "csv"]).default("json") }),
    handler: async ({ actor, params, query, services }) => {
      const whole = query.format === "csv";
      const exposure = await viewExposure(services, actor, { key: params.key, whole });
      if (!whole) return exposure;
      const csv = listCsv({
        title: "What to rotate",
        provenance: [
          ["Case", params.key],
          ["From", exposure.from],
          ["To", exposure.to],
          ["Summary", exposure.summary],
        ],
        columns: ["vault", "item", "revealed", "copied", "otherwise", "first", "last"],
        rows: exposure.list.map((item) => [
          item.vaultId,
          item.itemId,
          item.revealed,
          item.copied,
          item.otherwise,
          item.firstAt,
          item.lastAt,
        ]),
      });
      return new Response(csv, {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="rotate-${params.key.replace(/[^A-Za-z0-9-]/g, "")}.csv"`,
        },
      });
    },
  }),
});
