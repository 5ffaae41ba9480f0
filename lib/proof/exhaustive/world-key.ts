import { type Message, phases, type RequestIndex, type Worker, type World } from "./world.ts";

const seenStates = [null, "ACTIVE", "SUSPENDED"] as const;
const checks = ["as_snapshot", "any_state", "counted"] as const;
const makers = [null, 0, 1] as const;
const knownWorkers = new Map<number, Worker>();

/** Six characters for a world: a million of them have to fit into memory. Workers and messages have no order. */
export function keyOf(world: World): string {
  const [first, second] = world.workers.map(packWorker).toSorted((a, b) => a - b);
  const messages = world.messages.map(packMessage).toSorted((a, b) => a - b);
  if (messages.length > 3) throw new Error("More messages are on their way than the key can tell apart.");
  return String.fromCharCode(
    (world.live === "ACTIVE" ? 0 : 1) |
      (makers.indexOf(world.by) << 1) |
      (world.outsideLeft << 3) |
      (world.lastClaim << 5) |
      (world.ballots[0] << 6) |
      (world.ballots[1] << 8),
    world.requests[0],
    world.requests[1],
    first ?? 0,
    second ?? 0,
    messages.reduce((packed, message) => (packed << 5) | message, 0),
  );
}

export function worldOf(key: string): World {
  const rest = key.charCodeAt(0);
  const messages: Message[] = [];
  for (let packed = key.charCodeAt(5); packed > 0; packed >>= 5) messages.push(unpackMessage(packed & 31));
  return {
    live: (rest & 1) === 0 ? "ACTIVE" : "SUSPENDED",
    by: makers[(rest >> 1) & 3] ?? null,
    outsideLeft: (rest >> 3) & 3,
    lastClaim: toIndex(rest >> 5),
    ballots: [(rest >> 6) & 3, (rest >> 8) & 3],
    requests: [key.charCodeAt(1), key.charCodeAt(2)],
    workers: [unpackWorker(key.charCodeAt(3)), unpackWorker(key.charCodeAt(4))],
    messages,
  };
}

function toIndex(bit: number): RequestIndex {
  return (bit & 1) === 0 ? 0 : 1;
}

function packWorker(worker: Worker): number {
  const packed =
    phases.indexOf(worker.phase) |
    (worker.request << 4) |
    (Number(worker.current) << 5) |
    (Number(worker.overtaken) << 6) |
    (seenStates.indexOf(worker.seen) << 7) |
    (Number(worker.askedQuiet) << 9) |
    (worker.ticks << 10) |
    (checks.indexOf(worker.check) << 13);
  if (!knownWorkers.has(packed)) knownWorkers.set(packed, worker);
  return packed;
}

function unpackWorker(packed: number): Worker {
  const worker = knownWorkers.get(packed);
  if (worker === undefined) throw new Error("This worker was never packed.");
  return worker;
}

function packMessage(message: Message): number {
  return 1 | (message.request << 1) | (Number(message.overtaken) << 2) | (message.ticks << 3);
}

function unpackMessage(packed: number): Message {
  return { request: toIndex(packed >> 1), overtaken: (packed & 4) !== 0, ticks: packed >> 3 };
}
