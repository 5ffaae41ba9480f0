import { runSteps } from "./test/run-steps.ts";
import { allSteps, quickSteps } from "./test/steps.ts";

await runSteps(
  allSteps.filter(({ name }) => quickSteps.includes(name)),
  process.argv.slice(2),
);
