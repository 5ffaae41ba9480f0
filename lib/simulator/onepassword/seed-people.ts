import { createHash } from "node:crypto";
import { knownPeople } from "./known-people.ts";
import { idFromBytes, makeId } from "./make-id.ts";
import { familyNames, givenNames } from "./name-lists.ts";
import type { Person } from "./person.ts";

const firstDay = Date.UTC(2019, 2, 4);
const days = 2_500;
const secondsPerDay = 86_400;

/**
 * The account's people before anybody changed anything. Each person depends on the seed and their own number alone, so
 * that the first 1,200 of 100,000 are the 1,200 of the small account.
 */
export function seedPeople({ seed, count }: { seed: number; count: number }): Person[] {
  const people = knownPeople.map((known) => ({
    id: makeId(`${seed}/${known.email}`),
    email: known.email,
    displayName: known.displayName,
    state: known.state,
    createTime: createTime(createHash("sha256").update(`${seed}/${known.email}/joined`).digest()),
    role: known.role,
    title: known.title,
    vanished: known.vanished ?? false,
    gone: false,
  }));
  const namesakes = new Map(people.map((person) => [person.email, 1]));
  for (let number = people.length; number < count; number += 1) {
    people.push(makePerson({ seed, number, namesakes }));
  }
  return people;
}

function makePerson(input: { seed: number; number: number; namesakes: Map<string, number> }): Person {
  const bytes = createHash("sha512").update(`${input.seed}/person/${input.number}`).digest();
  const given = pick(givenNames, bytes.readUInt16BE(32));
  const family = pick(familyNames, bytes.readUInt16BE(34));
  return {
    id: idFromBytes(bytes),
    email: uniqueEmail(`${mailPart(given)}.${mailPart(family)}`, input.namesakes),
    displayName: `${given} ${family}`,
    // About three in a hundred have left; twelve in a thousand administer.
    state: bytes.readUInt8(40) < 8 ? "SUSPENDED" : "ACTIVE",
    createTime: createTime(bytes.subarray(48)),
    role: bytes.readUInt8(41) < 3 ? "administrator" : "member",
    title: "",
    vanished: false,
    gone: false,
  };
}

function uniqueEmail(name: string, namesakes: Map<string, number>): string {
  const email = `${name}@acme.example`;
  const bearers = (namesakes.get(email) ?? 0) + 1;
  namesakes.set(email, bearers);
  return bearers === 1 ? email : `${name}${bearers}@acme.example`;
}

const mailParts = new Map<string, string>();

function mailPart(name: string): string {
  const known = mailParts.get(name);
  if (known !== undefined) return known;
  const letters = name.toLowerCase().replace(/ø/gu, "o").replace(/ı/gu, "i").normalize("NFD");
  const part = letters.replace(/[^a-z-]/gu, "");
  mailParts.set(name, part);
  return part;
}

function pick(list: readonly string[], draw: number): string {
  return list[draw % list.length] ?? "";
}

function createTime(bytes: Buffer): string {
  const day = bytes.readUInt16BE(0) % days;
  const second = bytes.readUInt32BE(2) % secondsPerDay;
  const time = new Date(firstDay + (day * secondsPerDay + second) * 1000);
  return time.toISOString().replace(".000Z", "Z");
}
