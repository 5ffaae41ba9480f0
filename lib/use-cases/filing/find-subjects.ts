import type { JoinKey } from "#lib/domain/join.ts";
import { exactEmailKey, isGuestKey, ownKeyOf, storedLookKey, unlinkedId } from "#lib/domain/subject-key.ts";
import type { ProviderLink, UnlinkedSubject } from "#lib/ports/correlation-records.ts";
import type { SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { resolveAlias } from "#lib/use-cases/people/resolve-alias.ts";
import type { FileInput } from "./file-input.ts";
import { ownKeyIn, saidEmail, saidUserId } from "./signal-keys.ts";

/** Whom a signal is about. `subject` is null where it has no key at all. */
export interface FoundSubject {
  subject: SubjectRecord | null;
  /** To be written with the signal: nobody had named this subject before. */
  fresh: UnlinkedSubject | null;
  /** The subject of its own that was linked to `subject`. */
  via: string | null;
  joinKey: JoinKey;
}

export interface FoundSubjects {
  /** One for each signal, in their order. */
  found: FoundSubject[];
  /** Some key named nobody: another listing may know it. */
  missed: boolean;
  /** Subjects without a user whom the directory has learnt meanwhile. */
  learnt: { unlinked: UnlinkedSubject; userId: string }[];
}

const nobodyFound: FoundSubject = { subject: null, fresh: null, via: null, joinKey: "none" };

/**
 * Finds the subjects of many signals with a few queries: by 1Password's id, else by an address that exactly one person
 * of the directory has, else by the id at an identity provider. Two people with one address are ambiguous and link to
 * neither. A display name is never a key. Whoever isn't found has, or gets, a subject of their own.
 */
export async function findSubjects(services: Services, inputs: readonly FileInput[]): Promise<FoundSubjects> {
  const known = await loadKnown(services, inputs);
  const made = new Map<string, UnlinkedSubject>();
  const result: FoundSubjects = { found: [], missed: false, learnt: [] };
  for (const input of inputs) {
    const { person, joinKey } = findPerson(input, known);
    const own = ownKeyIn(input);
    const ownKey = own === null ? null : ownKeyOf(own.key);
    const unlinked = ownKey === null ? null : (known.unlinked.get(ownKey) ?? null);
    if (person) {
      const via = unlinked?.linkedTo === person.userId ? unlinked.userId : null;
      result.found.push({ subject: person, fresh: null, via, joinKey });
      if (unlinked && mayLinkItself(unlinked)) result.learnt.push({ unlinked, userId: person.userId });
      continue;
    }
    if (own === null || ownKey === null) {
      result.found.push(nobodyFound);
      continue;
    }
    const target = unlinked?.linkedTo ? known.people.get(unlinked.linkedTo) : undefined;
    if (unlinked && target && target.erasedAt === null) {
      result.found.push({ subject: target, fresh: null, via: unlinked.userId, joinKey: own.by });
      continue;
    }
    result.missed = true;
    const subject = unlinked ?? made.get(ownKey) ?? makeUnlinked(services, ownKey, own);
    if (!unlinked) made.set(ownKey, subject);
    const fresh = unlinked ? null : subject;
    result.found.push({ subject: asSubject(subject), fresh, via: null, joinKey: own.by });
  }
  return result;
}

/** Guests are made from an address of another directory: only a person may say who they are here. */
export function mayLinkItself({ ownKey, linkedTo }: UnlinkedSubject): boolean {
  return ownKey !== null && linkedTo === null && !isGuestKey(ownKey);
}

interface Known {
  /** By 1Password's id. */
  people: Map<string, SubjectRecord>;
  /** By exact address; whoever shares one is in its list. */
  addresses: Map<string, SubjectRecord[]>;
  aliases: Map<string, string>;
  unlinked: Map<string, UnlinkedSubject>;
  /** By source and id. */
  providers: Map<string, ProviderLink>;
}

async function loadKnown(services: Services, inputs: readonly FileInput[]): Promise<Known> {
  const { subjects, unlinkedSubjects } = services.stores;
  const emails = unique(inputs.map((input) => saidEmail(input)));
  const ownKeys = unique(
    inputs.map((input) => {
      const own = ownKeyIn(input);
      return own && ownKeyOf(own.key);
    }),
  );
  const addresses = new Map<string, SubjectRecord[]>();
  const learn = (people: readonly SubjectRecord[]) => {
    for (const person of people) {
      const key = exactEmailKey(person.email);
      const same = addresses.get(key) ?? [];
      if (!same.some(({ userId }) => userId === person.userId)) addresses.set(key, [...same, person]);
    }
  };
  learn(await subjects.byEmails(emails));
  const aliases = new Map<string, string>();
  for (const email of emails) {
    if (addresses.has(exactEmailKey(email))) continue;
    const other = await resolveAlias(services, email);
    if (exactEmailKey(other) !== exactEmailKey(email)) aliases.set(exactEmailKey(email), other);
  }
  if (aliases.size > 0) learn(await subjects.byEmails([...aliases.values()]));
  const unlinked = await unlinkedSubjects.byOwnKeys(ownKeys);
  const providers = await loadProviders(services, inputs);
  const ids = [
    ...inputs.map(saidUserId),
    ...[...unlinked.values()].map(({ linkedTo }) => linkedTo),
    ...[...providers.values()].map(({ userId }) => userId),
  ];
  return { people: await subjects.byIds(unique(ids)), addresses, aliases, unlinked, providers };
}

async function loadProviders(
  { stores }: Services,
  inputs: readonly FileInput[],
): Promise<Known["providers"]> {
  const bySource = Map.groupBy(inputs, ({ delivery }) => delivery.source);
  const providers: Known["providers"] = new Map();
  for (const [source, some] of bySource) {
    const ids = unique(some.map(({ signal }) => signal.subject.providerId));
    if (ids.length === 0) continue;
    for (const [id, link] of await stores.unlinkedSubjects.providerLinks(source, ids)) {
      providers.set(`${source} ${id}`, link);
    }
  }
  return providers;
}

function findPerson(
  input: FileInput,
  known: Known,
): { person: SubjectRecord; joinKey: JoinKey } | { person: null; joinKey: null } {
  const none = { person: null, joinKey: null };
  const id = saidUserId(input);
  const byId = id === null ? undefined : known.people.get(id);
  if (byId) return { person: byId, joinKey: "onepassword_id" };
  const said = saidEmail(input);
  if (said !== null) {
    const key = exactEmailKey(said);
    if (isGuestKey(key)) return none;
    const [one, ...more] = known.addresses.get(key) ?? [];
    if (one && more.length === 0) return { person: one, joinKey: "email" };
    const alias = known.aliases.get(key);
    const [other, ...others] = alias === undefined ? [] : (known.addresses.get(exactEmailKey(alias)) ?? []);
    return !one && other && others.length === 0 ? { person: other, joinKey: "alias" } : none;
  }
  const { providerId } = input.signal.subject;
  const link = providerId === null ? null : known.providers.get(`${input.delivery.source} ${providerId}`);
  const linked = link && known.people.get(link.userId);
  return linked && linked.erasedAt === null ? { person: linked, joinKey: "provider_id" } : none;
}

function makeUnlinked(
  services: Services,
  ownKey: string,
  own: NonNullable<ReturnType<typeof ownKeyIn>>,
): UnlinkedSubject {
  const email = own.key.kind === "email" ? own.key.email.trim() : "";
  return {
    userId: unlinkedId(services.ids.next()),
    accountId: services.directory.host.accountId,
    ownKey,
    email,
    name: own.shown,
    lookKey: email === "" ? null : storedLookKey(email),
    linkedTo: null,
    linkedAt: null,
    createdAt: services.clock.now(),
  };
}

/** As the rest of the product sees it: a subject of whom no state is known. */
export function asSubject({ userId, accountId, email, name, createdAt }: UnlinkedSubject): SubjectRecord {
  return {
    userId,
    accountId,
    email,
    name,
    state: "UNKNOWN",
    rawState: "",
    readAt: createdAt,
    goneAt: null,
    erasedAt: null,
  };
}

function unique(all: readonly (string | null)[]): string[] {
  return [...new Set(all.filter((one) => one !== null))];
}
