import { runSteps } from "./test/run-steps.ts";
import { allSteps } from "./test/steps.ts";

await runSteps(allSteps, process.argv.slice(2));
