import { createHash } from "node:crypto";
import { idFromBytes, makeId } from "#lib/simulator/onepassword/make-id.ts";
import type { Person } from "#lib/simulator/onepassword/person.ts";
import type { StoredEvent, WireEvent } from "./event.ts";

const dayMs = 86_400_000;
const days = 14;
const vaults = ["Engineering", "Finance", "Support", "Marketing", "Shared servers", "Partners"] as const;
const places = [
  { country: "DE", region: "Berlin", city: "Berlin", latitude: 52.52, longitude: 13.41 },
  { country: "PT", region: "Lisboa", city: "Lisbon", latitude: 38.72, longitude: -9.14 },
  { country: "US", region: "Illinois", city: "Chicago", latitude: 41.88, longitude: -87.63 },
] as const;

/**
 * Two ordinary weeks before the account was set up: sign-ins of some people on working days, the shared items that a
 * few of them used, a little administration. The same for the same seed and the same beginning.
 */
export function seedEvents(input: {
  seed: number;
  accountId: string;
  begin: number;
  people: readonly Person[];
}): StoredEvent[] {
  const { seed, accountId, begin } = input;
  const people = input.people.filter(({ state, gone, vanished }) => state === "ACTIVE" && !gone && !vanished);
  const events: StoredEvent[] = [];
  for (let day = days; day >= 1; day -= 1) {
    const dayStart = Math.floor((begin - day * dayMs) / dayMs) * dayMs;
    const isWeekend = [0, 6].includes(new Date(dayStart).getUTCDay());
    for (const [number, person] of people.entries()) {
      const dice = createHash("sha512").update(`${seed}/${person.id}/day/${day}`).digest();
      if (isWeekend || dice.readUInt8(0) < 40) continue;
      const at = dayStart + 7 * 3_600_000 + (dice.readUInt32BE(1) % (3 * 3_600_000));
      const client = clientOf(person, seed);
      events.push(stored("signinattempts", at, signIn({ person, client, dice, accountId })));
      if (number % 4 !== 0) continue;
      for (let use = 0; use < 1 + (dice.readUInt8(6) % 3); use += 1) {
        const later = at + 600_000 + (dice.readUInt32BE(8 + use * 4) % (6 * 3_600_000));
        events.push(
          stored("itemusages", later, usage({ person, client, seed, dice: dice.subarray(8 + use * 4) })),
        );
      }
    }
    const admin = people.find(({ role }) => role === "administrator");
    const member = people[(day * 7) % Math.max(1, people.length)];
    if (admin !== undefined && member !== undefined && !isWeekend) {
      const at = dayStart + 13 * 3_600_000 + day * 60_000;
      events.push(stored("auditevents", at, joining({ admin, member, accountId, seed, day })));
    }
  }
  return events.toSorted((a, b) => a.visibleAt - b.visibleAt);
}

function stored(stream: StoredEvent["stream"], at: number, event: WireEvent): StoredEvent {
  return { stream, visibleAt: at + 1_000, event: { timestamp: new Date(at).toISOString(), ...event } };
}

function clientOf(person: Person, seed: number): { client: WireEvent; location: WireEvent } {
  const bytes = createHash("sha256").update(`${seed}/${person.id}/client`).digest();
  const place = places[bytes.readUInt8(0) % places.length] ?? places[0];
  return {
    client: {
      app_name: "1Password for Mac",
      app_version: "81100030",
      platform_name: "MacBook Pro",
      platform_version: "15.1",
      os_name: "MacOSX",
      os_version: "15.1",
      ip_address: `203.0.113.${1 + (bytes.readUInt8(1) % 250)}`,
    },
    location: { ...place },
  };
}

function signIn(input: {
  person: Person;
  client: ReturnType<typeof clientOf>;
  dice: Buffer;
  accountId: string;
}): WireEvent {
  const { person, client, dice, accountId } = input;
  return {
    uuid: idFromBytes(dice.subarray(20)),
    session_uuid: idFromBytes(dice.subarray(30)),
    category: "success",
    type: "credentials_ok",
    country: client.location["country"] ?? null,
    details: null,
    target_user: {
      uuid: person.id,
      name: person.displayName,
      email: person.email,
      user_type: "member",
      user_account_uuid: accountId,
    },
    ...client,
    account_uuid: accountId,
  };
}

function usage(input: {
  person: Person;
  client: ReturnType<typeof clientOf>;
  seed: number;
  dice: Buffer;
}): WireEvent {
  const { person, client, seed, dice } = input;
  const vault = vaults[dice.readUInt8(0) % vaults.length] ?? vaults[0];
  const item = dice.readUInt8(1) % 12;
  return {
    uuid: makeId(`${seed}/${person.id}/use/${dice.subarray(0, 32).toString("hex")}`),
    used_version: 1,
    vault_uuid: makeId(`${seed}/vault/${vault}`).toLowerCase(),
    item_uuid: makeId(`${seed}/item/${vault}/${item}`).toLowerCase(),
    user: { uuid: person.id, name: person.displayName, email: person.email },
    ...client,
    action: dice.readUInt8(2) < 200 ? "fill" : "reveal",
  };
}

function joining(input: {
  admin: Person;
  member: Person;
  accountId: string;
  seed: number;
  day: number;
}): WireEvent {
  const { admin, member, accountId, seed, day } = input;
  return {
    uuid: makeId(`${seed}/join/${day}`),
    actor_uuid: admin.id,
    actor_details: { uuid: admin.id, name: admin.displayName, email: admin.email },
    actor_type: "user",
    actor_account_uuid: accountId,
    account_uuid: accountId,
    action: "join",
    object_type: "gm",
    object_uuid: makeId(`${seed}/group/${day % 5}`).toLowerCase(),
    aux_uuid: member.id,
    aux_details: { uuid: member.id, name: member.displayName, email: member.email },
    aux_info: "R",
  };
}
