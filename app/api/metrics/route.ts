import { readMetrics } from "#lib/server/openapi/platform-operations.ts";
import { processMetrics } from "#lib/server/process-metrics.ts";
import { prometheusText } from "#lib/server/prometheus-text.ts";
import { readReadiness } from "#lib/server/read-readiness.ts";
import { methodsOf, route } from "#lib/server/route.ts";
import { reportMetrics } from "#lib/use-cases/report-metrics.ts";

/** Figures for Prometheus. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE } = methodsOf({
  GET: route({
    ...readMetrics.route,
    handler: async ({ actor, services }) => {
      const metrics = await reportMetrics(services, actor, await readReadiness(services));
      return new Response(prometheusText([...metrics, ...processMetrics()]), {
        headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
      });
    },
  }),
});
