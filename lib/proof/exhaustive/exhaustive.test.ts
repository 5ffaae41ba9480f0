import { expect, test } from "vitest";
import { ablations } from "./ablations.ts";
import { type Explored, explore } from "./explore.ts";
import { rules } from "./properties.ts";
import { production } from "./switches.ts";
import { tellBreach } from "./tell-trace.ts";

function tellCounts({ states, transitions, requests, seconds }: Explored): string {
  const [all, moves, rows] = [states, transitions, requests].map((count) => count.toLocaleString("en"));
  return `${all} states, ${moves} transitions, ${rows} different requests, ${seconds.toFixed(1)} s`;
}

test.each(["suspension first", "reactivation first"] as const)(
  "every rule holds in every interleaving: %s",
  (world) => {
    const explored = explore({ world, switches: production, outsideChanges: 2 });
    console.log(`${world}: ${tellCounts(explored)}`);
    expect(tellBreach(explored)).toBe("No breach.");
    expect(explored.states).toBeGreaterThan(100_000);
  },
  120_000,
);

test.each(ablations)(
  "without $without there is a counterexample",
  ({ without, switches, breaks, world, outsideChanges }) => {
    const explored = explore({
      world,
      switches: { ...production, ...switches },
      outsideChanges,
      looksFor: breaks,
    });
    const steps = (explored.breach?.trace.length ?? 1) - 1;
    console.log(`without ${without}: ${steps} steps, ${tellCounts(explored)}\n${tellBreach(explored)}`);
    expect(explored.breach?.rule, rules[breaks]).toBe(breaks);
  },
  60_000,
);
