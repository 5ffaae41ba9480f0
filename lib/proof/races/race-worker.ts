import pg from "pg";
import { uuidv7 } from "uuidv7";
import { openStores } from "#db/open-stores.ts";
import { makePersonActor, makeSystemActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { unrailed } from "#lib/proof/test-unrailed.ts";
import { defaultLifecycleSettings } from "#lib/domain/lifecycle-settings.ts";
import { shippedPolicy } from "#lib/domain/shipped-policy.ts";
import type { Exchange, ReadResult } from "#lib/domain/directory.ts";
import type { Directory } from "#lib/ports/directory.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Stores } from "#lib/ports/store.ts";
import { decideRequest } from "#lib/use-cases/decide-request.ts";
import { claimRequest } from "#lib/use-cases/execution/claim-request.ts";
import { sealedAtOnce } from "#lib/use-cases/log/test-seal.ts";
import { type Answer, Contest, Entrant } from "./contest.ts";

/*
 * One of the processes that race on a database. The use-cases are the real ones; 1Password is answered from the copy,
 * because what is contested here is the database.
 */

const entrant = Entrant.parse(JSON.parse(process.argv[2] ?? ""));
const stores = await openStores({
  databaseUrl: entrant.databaseUrl,
  dataKey: Buffer.from(entrant.dataKeyHex, "hex"),
});
let nowMs = 0;
const services: Services = {
  stores,
  clock: { now: () => new Date(nowMs) },
  ids: { next: () => uuidv7() },
  directory: fromCopy(stores),
  policy: shippedPolicy({ demo: true }),
  settings: defaultLifecycleSettings,
  rails: unrailed,
  hints: { publish: () => undefined },
  seal: sealedAtOnce,
  simulated: false,
  // What an approval starts is another contest.
  start: () => undefined,
};
const careless = entrant.databaseUrl.startsWith("file:")
  ? null
  : new pg.Pool({ connectionString: entrant.databaseUrl, max: 1 });

process.on("message", (message) => void enter(Contest.parse(message)));
process.on("disconnect", () => process.exit(0));
process.send?.({ ready: entrant.index });

async function enter(contest: Contest): Promise<void> {
  nowMs = contest.nowMs;
  let answer: Omit<Answer, "n">;
  try {
    answer = await run(contest);
  } catch (error) {
    answer = {
      result: error instanceof DomainError ? "lost" : "fault",
      what: error instanceof DomainError ? error.code : String(error),
      fence: null,
    };
  }
  process.send?.({ n: contest.n, ...answer });
}

async function run(contest: Contest): Promise<Omit<Answer, "n">> {
  switch (contest.kind) {
    case "vote":
      return vote(contest.key);
    case "careless_vote":
      return voteCarelessly(contest.key);
    case "claim": {
      const id = contest.ids[entrant.index % contest.ids.length] ?? "";
      const claimed = await claimRequest(services, makeSystemActor("executor"), id);
      return claimed === null
        ? { result: "lost", what: id, fence: null }
        : { result: "won", what: id, fence: claimed.fence };
    }
  }
}

/** Looks and approves; told that the request has moved since, looks again, as a person would. */
async function vote(key: string): Promise<Omit<Answer, "n">> {
  const { actor, request } = await look(key);
  const { digest, version } = request;
  const input = { requestKey: key, decision: "approve" as const, reason: "Checked", digest, version };
  try {
    await decideRequest(services, actor, input);
    return { result: "won", what: "approved", fence: null };
  } catch (error) {
    // Each time somebody else's vote has counted, so this ends.
    if (error instanceof DomainError && error.code === "digest_mismatch") return vote(key);
    throw error;
  }
}

async function look(key: string) {
  const [person, request] = [await stores.people.byId(entrant.personId), await stores.requests.byKey(key)];
  if (!person || !request) throw new Error(`${key} or its approver is not there.`);
  const actor = makePersonActor({
    personId: person.id,
    name: person.name,
    email: person.email,
    roles: person.roles,
    iss: "https://idp.example",
    sub: person.id,
    sessionRef: "race",
    amr: ["pwd"],
    authTime: services.clock.now(),
  });
  return { actor, request };
}

/** What well-known products did: insert the vote, count the votes, write when there are enough. */
async function voteCarelessly(key: string): Promise<Omit<Answer, "n">> {
  const request = await stores.requests.byKey(key);
  if (!careless || !request) throw new Error("Only on PostgreSQL, and only on a request.");
  const client = await careless.connect();
  try {
    await client.query("begin");
    await client.query(
      `insert into vote (request_id, requester_person_id, digest, person_id, decision, reason, at, session_ref)
       select id, requester_person_id, digest, $2, 'approve', 'careless', created_at, 'race' from request where id = $1`,
      [request.id, entrant.personId],
    );
    const counted = await client.query<{ n: string }>(
      "select count(*) as n from vote where request_id = $1",
      [request.id],
    );
    if (Number(counted.rows[0]?.n) >= request.needed) {
      await client.query(
        "update request set status = 'approved', approvals = needed, execute_by = expires_at where id = $1",
        [request.id],
      );
    }
    await client.query("commit");
    return { result: "won", what: "approved", fence: null };
  } finally {
    client.release();
  }
}

function fromCopy({ subjects }: Stores): Directory {
  const unused = () => Promise.reject(new Error("Nothing is sent in a race."));
  const exchange: Exchange = { method: "GET", path: "/", status: 200, requestId: null, ms: 0 };
  return {
    host: {
      origin: "http://127.0.0.1",
      isOnePassword: false,
      accountId: entrant.accountId,
      apiVersion: "v1",
    },
    readUser: async ({ userId }): Promise<ReadResult> => {
      const known = await subjects.byId(userId);
      if (!known) return { ok: false, code: "user_not_found", message: "Not in the copy.", exchange };
      const { email, name, state, rawState } = known;
      const user = { userId, email, name, state, rawState, readAt: services.clock.now() };
      return { ok: true, user, exchange, warnings: [], askedAt: user.readAt };
    },
    listUsers: unused,
    prepareAction: unused,
    act: unused,
    testCredential: unused,
    health: () => [],
  };
}
