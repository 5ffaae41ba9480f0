import type { Metric } from "#lib/use-cases/report-metrics.ts";

/** What every process tells of itself, under the names that Prometheus' own libraries use. */
export function processMetrics(): Metric[] {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const startedAt = Math.round(Date.now() / 1_000 - process.uptime());
  const one = (name: string, help: string, type: Metric["type"], value: number): Metric => ({
    name,
    help,
    type,
    samples: [{ value }],
  });
  return [
    one("process_cpu_seconds_total", "User and system CPU time.", "counter", (user + system) / 1_000_000),
    one("process_resident_memory_bytes", "Resident memory.", "gauge", rss),
    one("nodejs_heap_size_used_bytes", "Heap in use.", "gauge", heapUsed),
    one("process_start_time_seconds", "When the process started, Unix seconds.", "gauge", startedAt),
  ];
}
