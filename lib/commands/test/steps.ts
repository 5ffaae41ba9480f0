import { browserSteps } from "./browser-steps.ts";
import { staticSteps } from "./static-steps.ts";
import type { Step } from "./step.ts";
import { vitestSteps } from "./vitest-steps.ts";

/** Everything that `npm test` runs, cheapest first. */
export const allSteps: Step[] = [...staticSteps, ...vitestSteps, ...browserSteps];

/** What `npm run check` runs: the inner loop, in under a minute. */
export const quickSteps = ["format", "lint", "types", "unused", "unit"];
