import { nobody, nothingSaid } from "#lib/domain/signal.ts";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { uuidv7 } from "uuidv7";
import { onTestFinished } from "vitest";
import { copyFromPostgres, copySqlite } from "#db/copy-database.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { writePolicy } from "#lib/adapters/evidence/policy-file.ts";
import { makeSystemActor } from "#lib/domain/actor.ts";
import { runVerifier } from "#lib/commands/admin/run-verifier.ts";
import { commentRequest } from "#lib/use-cases/comment-request.ts";
import { fileSignal } from "#lib/use-cases/file-signal.ts";
import { reportKeys } from "#lib/use-cases/log/report-log.ts";
import { askErasure } from "#lib/use-cases/personal-data/ask-erasure.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { applyPeopleFile } from "#lib/use-cases/people/apply-people-file.ts";
import { protectPerson } from "#lib/use-cases/people/protect-person.ts";
import { setIdentityClass } from "#lib/use-cases/people/set-identity-class.ts";
import { closeCase, noteCase } from "#lib/use-cases/work-case.ts";

/** Words that stand in Wendy's data and nowhere else. */
export const secrets = {
  email: wendy,
  name: "Wendy Appleseed",
  title: "Zanzibar sign-in",
  description: "Quokka device",
  ip: "203.0.113.77",
  raw: "Xylophone-in-the-body",
  repeat: "Vuvuzela-in-the-repeat",
  note: "Marzipan note",
  comment: "Rhubarb comment",
  close: "Pumpernickel closing",
  reason: "Token used from two countries",
  validation: "Saxophone validation",
  narrower: "Ocarina on-call",
  named: "Bandoneon partner",
  vote: "Checked with the person's manager",
  letter: "Wolpertinger letter",
  erasure: "Kumquat erasure",
  event: "Persimmon device",
  alias: "w.zebrafinch@acme.example",
  dependents: "Okapi payroll run",
  contact: "Narwhal second contact",
  className: "Durian class reason",
  protection: "Feijoa protection",
} as const;

/** Wendy with a case in which everything was written that can be, closed after a suspension; two leads beside her. */
export async function openErasureScene() {
  const scene = await openScene();
  const { services, ana, ines, wendyId } = scene;
  const { stores } = services;
  const raw = new TextEncoder().encode(JSON.stringify({ user: wendy, said: secrets.raw }));
  const again = new TextEncoder().encode(JSON.stringify({ user: wendy, said: secrets.repeat }));
  const say = (username: string | null, email: string | null, title: string = secrets.title, body = raw) =>
    fileSignal(services, makeSystemActor("intake"), {
      signal: {
        ...nothingSaid,
        format: "generic",
        nativeId: uuidv7(),
        alertId: `alert-${wendy}`,
        ruleId: "rule",
        title,
        severity: "high",
        severityAssumed: false,
        confidence: 80,
        subject: { ...nobody, email, username, foundAt: "user" },
        time: services.clock.now(),
        timeAssumed: false,
        ip: title === secrets.title ? secrets.ip : null,
        attack: [],
        url: `https://siem.example/${wendy}`,
        description: `${secrets.description} of ${secrets.name}`,
      },
      delivery: {
        source: "siem",
        receivedAt: services.clock.now(),
        traceparent: null,
        signature: "signed",
        raw: body,
      },
    });
  const said = await say(null, wendy);
  // It comes again with other bytes: a repeat, which is kept as well.
  await say(null, wendy, secrets.title, again);
  // Nobody can tell whom this one is about, and yet it names her.
  await say(wendy, null);
  // The same event named somebody else as well.
  const ben = await say(null, "ben.okafor@acme.example", "The same event");
  await stores.commit([
    stores.signals.insertDeadLetter({
      id: uuidv7(),
      source: "siem",
      receivedAt: services.clock.now(),
      reason: "not read",
      raw: new TextEncoder().encode(
        `{"who":"${wendy.replace("@", String.raw`\u0040`)}","x":"${secrets.letter}"}`,
      ),
    }),
  ]);
  const event = (body: object, about: string | null) => ({
    stream: "auditevents" as const,
    uuid: uuidv7(),
    at: services.clock.now(),
    receivedAt: services.clock.now(),
    userId: about,
    body: { ...body, device: secrets.event },
    baseline: false,
  });
  await stores.commit(
    stores.events.insert([
      event({ target_user: { name: secrets.name } }, wendyId),
      event({ actor_details: { email: wendy.toUpperCase() } }, null),
    ]),
  );
  await stores.commit([
    stores.detections.keepSent({
      source: "siem",
      stream: "auditevents",
      uuid: uuidv7(),
      at: services.clock.now(),
      receivedAt: services.clock.now(),
      userKey: wendyId,
      actorKey: wendy,
      body: { object_details: { email: wendy, name: secrets.name }, device: secrets.event },
    }),
  ]);
  const request = await scene.ask(ana, wendy, "suspend", {
    marks: [{ signal: said.signalId, validated: true, how: secrets.validation }],
    narrower: {
      done: [{ step: "sessions_ended", by: secrets.narrower, at: scene.services.clock.now().toISOString() }],
      notPossible: null,
    },
    named: { who: secrets.named, informed: true },
  });
  await commentRequest(services, ines, {
    requestKey: request.key,
    text: secrets.comment,
    idempotencyKey: uuidv7(),
  });
  await noteCase(services, ana, {
    caseKey: request.caseKey,
    text: secrets.note,
    idempotencyKey: uuidv7(),
  });
  await scene.decide(ines, request.key);
  await scene.settle();
  const close = (caseKey: string) =>
    closeCase(services, ana, { caseKey, verdict: "true_positive", reason: secrets.close });
  const ask = (actor = ana) =>
    askErasure(services, actor, {
      kind: "subject",
      subjectRef: wendyId,
      ground: "asked",
      reason: secrets.erasure,
    });
  const ada = await scene.person("Ada Novak", ["administrator"]);
  await applyPeopleFile(services, ada, {
    source: "a test",
    complete: false,
    rows: [
      {
        line: 2,
        fields: {
          email: wendy,
          aliases: [secrets.alias],
          dependents: [secrets.dependents],
          secondContact: secrets.contact,
          identityClass: "business_critical",
        },
      },
      {
        line: 3,
        fields: { email: "ben.okafor@acme.example", manager: `Wendy <${wendy}>`, dependents: [wendy] },
      },
    ],
  });
  await setIdentityClass(services, ada, {
    userId: wendyId,
    identityClass: "privileged",
    reason: secrets.className,
  });
  await protectPerson(services, ada, { userId: wendyId, reason: secrets.protection });
  return { ...scene, ada, request, close, ask, benCase: ben.caseKey ?? "" };
}

export type ErasureScene = Awaited<ReturnType<typeof openErasureScene>>;

/** The verifier's exit codes on the database (where it is a file) and on a fresh backup, and where that is. */
export async function verifyAll(scene: Pick<ErasureScene, "log" | "services" | "databaseUrl">) {
  const { log, services, databaseUrl } = scene;
  await log.seal.sealNow(5_000);
  writePolicy(log.folder, (await reportKeys(services, log.signer)).keys);
  const policy = path.join(log.folder, "policy.txt");
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-erasure-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const backup = path.join(folder, "backup.db");
  const file = databaseUrl.startsWith("file:") ? databaseUrl.slice(5) : null;
  if (file === null) {
    await migrateDatabase(`file:${backup}`);
    await copyFromPostgres(databaseUrl, backup);
  } else {
    copySqlite(file, backup);
  }
  const answers = [...(file === null ? [] : [file]), backup].map((one) => runVerifier([one, policy]));
  return { answers, folder, file };
}

/** Which of these bytes stand in any file of the folders, as `what in file`. */
export function findBytes(what: Readonly<Record<string, Uint8Array>>, folders: readonly string[]): string[] {
  const files = folders.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.join(entry.parentPath, entry.name))
      : [],
  );
  return files.flatMap((file) => {
    const bytes = readFileSync(file);
    return Object.entries(what)
      .filter(([, needle]) => bytes.includes(Buffer.from(needle)))
      .map(([name]) => `${name} in ${path.basename(file)}`);
  });
}
