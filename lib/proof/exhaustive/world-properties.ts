import { isEnded } from "#lib/domain/request.ts";
import { wants } from "./filed-request.ts";
import { claimFrom, handOver, supersede } from "./happenings.ts";
import type { Model } from "./model.ts";
import { hasQuorum, isUnsent, none, type Rule } from "./properties.ts";
import { now, settings, ticksUntil } from "./ticks.ts";
import { other, type RequestIndex, type Worker, type World } from "./world.ts";

/** Whether a message of the request can still land. */
export function isOnItsWay(world: World, index: RequestIndex): boolean {
  return (
    world.messages.some(({ request }) => request === index) ||
    world.workers.some(({ phase, request }) => phase === "waiting" && request === index)
  );
}

/** A request has just ended. */
export function breachesOfEnd(model: Model, world: World, index: RequestIndex): readonly Rule[] {
  const { lifecycle, sight } = model.filed(world.requests[index]);
  const { status } = lifecycle;
  const hasEffect = world.by === index || isOnItsWay(world, index);
  if (isUnsent(status) && hasEffect) return ["unsentEnds"];
  if ((status === "failed" || status === "refused") && hasEffect) return ["noEffect"];
  if (status === "succeeded" && sight === "none") return ["seen"];
  return none;
}

/** The first byte leaves. */
export function breachesOfSend(model: Model, world: World, worker: Worker): readonly Rule[] {
  const request = model.filed(world.requests[worker.request]);
  const { status, markedAt } = request.lifecycle;
  const found: Rule[] = [];
  if (worker.ticks === 0) found.push("leaveBy");
  if (!worker.current) found.push("oldFence");
  if (!hasQuorum(request)) found.push("secondPersons");
  if (status !== "executing" || markedAt === null) found.push("markFirst");
  return found.length === 0 ? none : found;
}

/** A message takes effect. `overtaken`: the other request was claimed after it. */
export function breachesOfLanding(
  model: Model,
  world: World,
  message: { request: RequestIndex; overtaken: boolean },
): readonly Rule[] {
  const { status } = model.filed(world.requests[message.request]).lifecycle;
  const found: Rule[] = [];
  if (isUnsent(status)) found.push("unsentEnds");
  if (status === "failed" || status === "refused") found.push("noEffect");
  const newer = world.requests[other(message.request)];
  if (message.overtaken && newer !== 0 && model.filed(newer).lifecycle.status === "succeeded")
    found.push("order");
  return found.length === 0 ? none : found;
}

/** What has to hold in every state. */
export function breachesOfState(model: Model, world: World): readonly Rule[] {
  const [suspend, reactivate] = world.requests;
  if (suspend === 0 || reactivate === 0) return breachesOfQuiet(model, world);
  const found: Rule[] = [...breachesOfQuiet(model, world)];
  if (model.filed(suspend).lifecycle.holdsUser && model.filed(reactivate).lifecycle.holdsUser) {
    found.push("oneHolder");
  }
  if (world.workers.filter((worker) => hasLiveFence(model, world, worker)).length > 1) found.push("oneFence");
  if (waitsForReactivation(model, suspend, reactivate)) found.push("neverWaits");
  return found.length === 0 ? none : found;
}

function hasLiveFence(model: Model, world: World, { phase, current, request }: Worker): boolean {
  if (phase === "idle" || phase === "reading" || phase === "taken" || !current) return false;
  return model.filed(world.requests[request]).lifecycle.status === "executing";
}

function breachesOfQuiet(model: Model, world: World): readonly Rule[] {
  const { requests, lastClaim } = world;
  if (isOnItsWay(world, 0) || isOnItsWay(world, 1)) return none;
  const filed = requests.map((id) => (id === 0 ? null : model.filed(id)));
  if (filed.some((each) => each !== null && isUnderWay(each.lifecycle.status))) return none;
  const done = filed.filter((each) => each?.lifecycle.status === "succeeded");
  const newest = done.length === 2 ? filed[lastClaim] : done[0];
  // What came from outside after the last sight is nobody's promise.
  if (!newest || newest.sight !== "seen_last") return none;
  return wants(newest) === world.live ? none : ["quietState"];
}

function isUnderWay(status: string): boolean {
  return status === "executing" || status === "unknown" || status === "needs_attention";
}

/** The suspension could be claimed if the reactivation didn't hold the user, and can't take it over. */
function waitsForReactivation(model: Model, suspend: number, reactivate: number): boolean {
  const { lifecycle } = model.filed(suspend);
  const holder = model.filed(reactivate).lifecycle;
  const due =
    lifecycle.status === "approved" &&
    lifecycle.attempts < settings.maxAttempts &&
    lifecycle.executeBy !== null &&
    lifecycle.executeBy > now &&
    (lifecycle.nextTryAt === null || lifecycle.nextTryAt <= now);
  const uncertain =
    holder.holdsUser &&
    (isEnded(holder.status) || holder.status === "unknown" || holder.status === "needs_attention");
  if (!due || !uncertain) return false;
  if (!model.switches.takesOver) return true;
  const gives = model.apply(reactivate, isEnded(holder.status) ? handOver : supersede);
  const quiet = holder.quietUntil === null ? 0 : ticksUntil(holder.quietUntil);
  return gives === null || model.apply(suspend, claimFrom(quiet)) === null;
}
