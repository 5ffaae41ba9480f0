import type { IdentityClass } from "#lib/domain/identity-class.ts";
import { findRule, IdentityRules, identityRulesName } from "#lib/domain/identity-rules.ts";
import type { ProfileRecord } from "#lib/ports/profile-store.ts";
import type { SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";

/** What a people file said of somebody, as far as a decision needs it. */
export interface IdentityFacts {
  department: string | null;
  manager: string | null;
  dependents: string[];
  secondContact: string | null;
  /** Whoever answers for a third party. */
  partner: string | null;
  /** Whoever runs an agent or a workload. */
  operatingTeam: string | null;
}

export interface IdentityClassOf {
  identityClass: IdentityClass;
  /** An administrator marked the person; two people take the mark off. */
  isProtected: boolean;
  /** Where the class comes from: by hand goes before the file, the file before a rule. */
  by: "person" | "file" | "rule" | "default";
  /** Null where no file speaks of the person. */
  facts: IdentityFacts | null;
}

/** What kind of identity this is now, and what is known of it from elsewhere. */
export async function identityClassOf(
  services: Pick<Services, "stores">,
  subject: Pick<SubjectRecord, "userId" | "email">,
): Promise<IdentityClassOf> {
  const { profiles } = services.stores;
  const [byHand, profile, rules, mark] = await Promise.all([
    profiles.classByHand(subject.userId),
    findProfile(services, subject),
    readIdentityRules(services),
    profiles.protectedMark(subject.userId),
  ]);
  const rule = findRule(rules, { email: subject.email, department: profile?.department ?? null });
  const given = (
    [
      ["person", byHand?.identityClass ?? null],
      ["file", profile?.identityClass ?? null],
      ["rule", rule?.identityClass ?? null],
    ] as const
  ).find(([, identityClass]) => identityClass !== null);
  return {
    identityClass: given?.[1] ?? "person",
    isProtected: mark !== null,
    by: given?.[0] ?? "default",
    facts: profile && factsOf(profile),
  };
}

/** By the e-mail that 1Password has of them. Whoever was erased has none, and nothing is known of them. */
export async function findProfile(
  { stores }: Pick<Services, "stores">,
  { email }: Pick<SubjectRecord, "email">,
): Promise<ProfileRecord | null> {
  return email.trim() === "" ? null : stores.profiles.find(email);
}

export async function readIdentityRules({ stores }: Pick<Services, "stores">): Promise<IdentityRules> {
  const value = await stores.controls.read(identityRulesName);
  return value === null ? [] : IdentityRules.parse(JSON.parse(value));
}

function factsOf(profile: ProfileRecord): IdentityFacts {
  const { department, manager, dependents, secondContact, partner, operatingTeam } = profile;
  return { department, manager, dependents, secondContact, partner, operatingTeam };
}
