import type { IdentityClass } from "#lib/domain/identity-class.ts";
import type { SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";

/** What kind of identity somebody is, who said so, and what the people file knows of them. */
export interface KnownIdentity {
  identityClass: IdentityClass;
  isProtected: boolean;
  by: "rule" | "person" | "file" | "default";
  facts: {
    department: string | null;
    manager: string | null;
    dependents: string[];
    secondContact: string | null;
    partner: string | null;
  } | null;
}

/** Until somebody says otherwise everybody is a person. */
export async function identityClassOf(
  _services: Pick<Services, "stores">,
  _subject: Pick<SubjectRecord, "userId">,
): Promise<KnownIdentity> {
  return await Promise.resolve({
    identityClass: "person",
    isProtected: false,
    by: "default",
    facts: null,
  });
}
