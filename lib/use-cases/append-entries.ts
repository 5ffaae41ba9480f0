import type { Actor } from "#lib/domain/actor.ts";
import type { Entry, EntryDraft } from "#lib/domain/entry.ts";
import { canonicalBytes } from "#lib/log/canonical.ts";
import { encryptField } from "#lib/log/field-cipher.ts";
import { leafHashHex, noEntry } from "#lib/log/hashes.ts";
import type { EntryRecord } from "#lib/ports/records.ts";
import type { StoredKey } from "#lib/ports/store.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { enqueueEntries } from "./webhooks/enqueue-events.ts";

/** The chain of what belongs to no case: sign-ins, settings, keys. */
export const installationChain = "installation";

/**
 * Makes the writes that append entries to a chain. They belong into the same commit as the change they record: when
 * the entry can't be written, the change doesn't happen. A chain that moved meanwhile makes the commit a conflict.
 */
export function appendEntries(
  services: Needs,
  actor: Actor | null,
  chain: string,
  drafts: readonly EntryDraft[],
): Promise<Statement[]> {
  return appendToChains(services, actor, [{ chain, drafts }]);
}

/** The same for several chains, which cost about as much as one: their heads and keys are looked up together. */
export async function appendToChains(
  services: Needs,
  actor: Actor | null,
  parts: readonly { chain: string; drafts: readonly EntryDraft[] }[],
): Promise<Statement[]> {
  const { stores } = services;
  // Always in the same order, so that two commits can't wait for each other.
  const ordered = [...parts].sort((a, b) => (a.chain < b.chain ? -1 : 1));
  const texts = ordered.flatMap(({ drafts }) => drafts.flatMap((draft) => draft.private ?? []));
  const [heads, keys] = await Promise.all([
    stores.log.heads(ordered.map(({ chain }) => chain)),
    texts.length === 0
      ? new Map<string, StoredKey>()
      : stores.keys.forHolders(texts.map(({ holder }) => holder)),
  ]);
  const made = ordered.map(({ chain, drafts }) => {
    const previous = heads.get(chain) ?? null;
    return {
      chain,
      previous,
      entries: makeEntries(services, actor, { chain, drafts, head: previous, keys }),
    };
  });
  const added = made.map((one) => ({ ...one, entries: one.entries.map(({ record }) => record) }));
  // A key that an erasure destroyed meanwhile makes the commit a conflict: nothing is written that nobody could erase.
  const kids = [...keys.values()].map(({ kid }) => kid).sort();
  return [
    ...kids.map((kid) => stores.keys.require(kid)),
    ...stores.log.appendAll(added),
    ...(await enqueueEntries(
      services,
      made.flatMap(({ entries }) => entries.map(({ entry }) => entry)),
    )),
  ];
}

type Needs = Pick<Services, "stores" | "clock" | "ids" | "simulated">;

function makeEntries(
  services: Needs,
  actor: Actor | null,
  input: {
    chain: string;
    drafts: readonly EntryDraft[];
    head: { n: number; hash: string; at: Date } | null;
    keys: ReadonlyMap<string, StoredKey>;
  },
): { entry: Entry; record: EntryRecord }[] {
  const { chain, drafts, head, keys } = input;
  const now = services.clock.now();
  // Times of a chain never decrease, whatever the clock does; an entry says so when it had to be held back.
  const late = head !== null && now < head.at;
  const at = late ? head.at : now;
  let n = head?.n ?? 0;
  let prev = head?.hash ?? noEntry;
  return drafts.map((draft) => {
    const id = services.ids.next();
    n += 1;
    const entry: Entry = {
      v: 1,
      id,
      at: at.toISOString(),
      late,
      type: draft.type,
      chain: { key: chain, n, prev },
      actor: entryActor(actor, services.simulated),
      workflowId: draft.workflowId ?? null,
      subject: draft.subject ?? null,
      request: draft.request ?? null,
      cause: draft.cause ?? null,
      before: draft.before ?? null,
      after: draft.after ?? null,
      call: draft.call ?? null,
      outcome: draft.outcome ?? null,
      facts: { ...draft.facts },
      enc: [],
    };
    for (const { field, holder, text } of draft.private ?? []) {
      const key = keys.get(holder);
      if (!key) throw new Error("A holder's key was not looked up.");
      // Never silently: the holder had a key before, and it was destroyed.
      if (key.generation > 1) entry.facts["keyGeneration"] = String(key.generation);
      entry.enc.push(
        encryptField({
          installationId: services.stores.installationId,
          entryId: id,
          field,
          text: text.toWellFormed(),
          holder: key,
        }),
      );
    }
    const bytes = canonicalBytes(entry);
    const hash = leafHashHex(bytes);
    const requestKey = draft.request?.key ?? null;
    const { simulated } = entry.actor;
    // A reading after a call of ours has nothing before it.
    const outside = draft.type === "state.observed" && entry.before !== null;
    prev = hash;
    return {
      entry,
      record: { id, chain, n, hash, bytes, at, type: draft.type, requestKey, late, outside, simulated },
    };
  });
}

function entryActor(actor: Actor | null, simulated: boolean): Entry["actor"] {
  const nobody = {
    kind: "system" as const,
    iss: null,
    sub: null,
    personId: null,
    roles: [],
    sessionRef: null,
    amr: [],
    authTime: null,
    name: null,
    simulated,
  };
  if (actor === null) return { ...nobody, name: "nobody" };
  switch (actor.kind) {
    case "person":
      return {
        ...nobody,
        kind: "person",
        iss: actor.iss,
        sub: actor.sub,
        personId: actor.personId,
        roles: [...actor.roles],
        sessionRef: actor.sessionRef,
        amr: [...actor.amr],
        authTime: actor.authTime.toISOString(),
      };
    case "key":
      return { ...nobody, kind: "key", name: actor.keyId };
    case "system":
      return { ...nobody, name: actor.part };
  }
}

/** Whose key encrypts texts about a person in 1Password. */
export function subjectHolder(account: string, userId: string): string {
  return `subject:${account}/${userId}`;
}

/** Whose key encrypts texts about a person of the team. */
export function personHolder(personId: string): string {
  return `person:${personId}`;
}

/** Whose key encrypts the text of a signal that is linked to nobody yet: its own, so that it can go by itself. */
export function signalHolder(signalId: string): string {
  return `signal:${signalId}`;
}
