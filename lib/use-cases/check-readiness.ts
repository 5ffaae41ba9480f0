import { leafHashHex } from "#lib/log/hashes.ts";
import { installationChain } from "./append-entries.ts";
import { findEventsTrouble } from "./events/events-trouble.ts";
import { readVerification } from "./log/verification-state.ts";
import { readExecutionControl } from "./pause-execution.ts";
import type { Services } from "#lib/ports/services.ts";

export interface ReadinessPart {
  name:
    | "database"
    | "migrations"
    | "log head"
    | "1Password look-up"
    | "1Password events"
    | "identity provider";
  ok: boolean;
  /** A few words without addresses or secrets: anybody may ask. */
  detail: string;
}

export interface Readiness {
  ready: boolean;
  /** Two people decide. It is no setting: nothing in the product can make it false. */
  fourEyesEnforced: true;
  /** Whether anything is sent to 1Password; null when the database can't say. A pause is somebody's decision, no fault. */
  execution: "running" | "paused" | null;
  parts: ReadinessPart[];
}

/** Parts that only the running process can judge. */
export interface OutsideParts {
  /** How many migrations of this version the database lacks. Rejects when it can't be asked. */
  countPendingMigrations: () => Promise<number>;
  probeIdentityProvider: () => Promise<{ ok: boolean; problem: string | null }>;
  /** Whether 1Password's events are to be read. */
  readsEvents?: boolean;
}

/**
 * Looks at every part that a decision and its execution rest on. The health of the look-up application is what its last
 * call showed: asking here would let anybody make us call 1Password.
 */
export async function checkReadiness(
  services: Pick<Services, "stores" | "directory" | "seal" | "clock">,
  outside: OutsideParts,
): Promise<Readiness> {
  const parts = await Promise.all([
    checkPart("database", async () => {
      await services.stores.log.newestId();
      return null;
    }),
    checkPart("migrations", async () => {
      const pending = await outside.countPendingMigrations();
      return pending === 0 ? null : `${pending} not applied`;
    }),
    checkPart("log head", () => checkLogHead(services)),
    checkPart("1Password look-up", async () => lookUpProblem(services)),
    ...(outside.readsEvents ? [checkPart("1Password events", () => eventsProblem(services))] : []),
    checkPart("identity provider", async () => (await outside.probeIdentityProvider()).problem),
  ]);
  const execution = await readExecutionControl(services).then(
    ({ state }) => state,
    () => null,
  );
  return { ready: parts.every((part) => part.ok), fourEyesEnforced: true, execution, parts };
}

async function checkPart(
  name: ReadinessPart["name"],
  findProblem: () => Promise<string | null>,
): Promise<ReadinessPart> {
  try {
    const problem = await findProblem();
    return { name, ok: problem === null, detail: problem ?? "ok" };
  } catch {
    // What went wrong may name hosts and files, and this answer is for everybody.
    return { name, ok: false, detail: "can't be read" };
  }
}

/** The head of the installation's chain names an entry that is there, and whose bytes have the hash it says. */
async function checkLogHead(services: Pick<Services, "stores" | "seal">): Promise<string | null> {
  const { stores, seal } = services;
  const { state } = seal.standing();
  if (state === "halted") return "not what was signed last; nothing is written or sent";
  if (state === "failing") return "can't be sealed just now; nothing is sent";
  if ((await readVerification(services)).fault !== null) return "the check of the log found a fault";
  const head = await stores.log.head(installationChain);
  if (head === null) return null;
  const [newest] = await stores.log.ofChain(installationChain, { afterN: head.n - 1, limit: 1 });
  if (newest === undefined) return "the newest entry is missing";
  const fits = newest.n === head.n && newest.hash === head.hash && leafHashHex(newest.bytes) === head.hash;
  return fits ? null : "the newest entry does not match its hash";
}

/** Silence for an hour: whoever is suspended or reactivated outside is seen by the list only. */
async function eventsProblem(services: Pick<Services, "stores" | "clock">): Promise<string | null> {
  const trouble = await findEventsTrouble(services);
  if (trouble === null || trouble.kind === "expiring") return null;
  return trouble.kind === "silent" ? "nothing read for an hour" : `token ${trouble.kind}`;
}

function lookUpProblem({ directory }: Pick<Services, "directory">): string | null {
  const lookUp = directory.health().find((health) => health.credential === "look-up");
  if (lookUp === undefined || lookUp.lastFailureAt === null) return null;
  if (lookUp.lastSuccessAt !== null && lookUp.lastSuccessAt >= lookUp.lastFailureAt) return null;
  return lookUp.lastFailure?.code ?? "failing";
}
