/** Next calls this once per process, before the first request: nothing is served without its services. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { startServices } = await import("#lib/server/start-services.ts");
  await startServices();
}
