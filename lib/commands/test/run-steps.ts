import { interruptProgram } from "./run-program.ts";
import { countOne, type Counts, type Step } from "./step.ts";
import { summarize } from "./summarize.ts";

/**
 * Runs the steps one after another, whatever the ones before came to, and prints the summary last of all. Sets the
 * exit status: 0 only when nothing failed.
 *
 * @param names the steps to run; all of them where the list is empty
 */
export async function runSteps(steps: Step[], names: string[]): Promise<void> {
  const unknown = names.filter((name) => steps.every((step) => step.name !== name));
  if (unknown.length > 0) {
    console.error(
      `No such step: ${unknown.join(", ")}. There are ${steps.map(({ name }) => name).join(", ")}.`,
    );
    process.exitCode = 2;
    return;
  }
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
    interruptProgram();
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  // The process that started us is gone, perhaps by `kill -9`: nobody reads on.
  process.once("disconnect", interrupt);
  process.channel?.unref();
  const results: Counts[] = [];
  for (const step of steps) {
    if (names.length > 0 && !names.includes(step.name)) continue;
    if (interrupted) break;
    results.push(await runStep(step));
  }
  if (interrupted) {
    console.error("Interrupted: not everything ran.");
    process.exitCode = 130;
    return;
  }
  const { lines, exitStatus } = summarize(results);
  process.exitCode = exitStatus;
  console.log(["", ...lines].join("\n"));
}

async function runStep(step: Step): Promise<Counts> {
  console.log(`\n=== ${step.name}: ${step.title}\n`);
  const startedAt = performance.now();
  // A step that cannot even run must not keep the others from running.
  const counts = await step.run().catch((error: unknown) => {
    console.error(error);
    return countOne(step.name, error instanceof Error ? error.message : String(error));
  });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(
    `--- ${step.name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped, ${seconds} s`,
  );
  return counts;
}
