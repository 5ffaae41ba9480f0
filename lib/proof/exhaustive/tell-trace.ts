import type { Model } from "./model.ts";
import { rules } from "./properties.ts";
import type { Explored, TraceStep } from "./explore.ts";
import { requestNames, type World } from "./world.ts";

/** The breach as a story: one line a step, with the tick, who does what, and the world after it. */
export function tellBreach({ model, breach }: Explored): string {
  if (breach === null) return "No breach.";
  let tick = 0;
  const lines = breach.trace.map((step, number) => {
    if (step.move?.who === "time") tick++;
    return `${String(number).padStart(3)}  t=${tick}  ${tellMove(step).padEnd(64)} ${tellWorld(model, step.world)}`;
  });
  return [`Broken: ${rules[breach.rule]}.`, ...lines].join("\n");
}

function tellMove({ move }: TraceStep): string {
  if (move === null) return "start";
  const about = move.request === null ? "" : ` (${requestNames[move.request]})`;
  return `${move.who}${about}: ${move.what}`;
}

function tellWorld(model: Model, world: World): string {
  const parts: string[] = [world.live];
  for (const [index, id] of world.requests.entries()) {
    if (id === 0) continue;
    const { lifecycle } = model.filed(id);
    const attempts = lifecycle.attempts > 0 ? ` ${lifecycle.attempts} sent` : "";
    parts.push(`${requestNames[index]} ${lifecycle.status}${attempts}${lifecycle.holdsUser ? " holds" : ""}`);
  }
  const waiting = world.workers.filter(({ phase }) => phase === "waiting");
  const way = [...world.messages, ...waiting].map(({ request }) => requestNames[request]);
  if (way.length > 0) parts.push(`on its way: ${way.join(", ")}`);
  return `| ${parts.join(" | ")}`;
}
