import type { Policy } from "#lib/domain/policy.ts";
import { jsonFile, type PackageFile } from "#lib/evidence/package-file.ts";
import type { RuleFact } from "#lib/evidence/report-model.ts";
import type { RequestStory } from "#lib/evidence/request-story.ts";
import type { CanonicalValue } from "#lib/log/canonical.ts";
import type { Services } from "#lib/ports/services.ts";
import { suppliedPolicy } from "#lib/use-cases/policy-in-force.ts";

/** The policies under which these requests were made, with the rule that fitted each. */
export async function policyFile(
  services: Services,
  requests: readonly RequestStory[],
): Promise<{ file: PackageFile; rules: RuleFact[] }> {
  const policies = new Map<string, CanonicalValue>();
  const inForce = new Map<string, CanonicalValue[]>();
  const rules = new Map<string, RuleFact>();
  for (const { policy } of requests) {
    if (policy === null) continue;
    const { id, version, rule } = policy;
    const found = await policyOf(services, id, version);
    policies.set(`${id} ${version}`, toJson(found, { id, version }));
    inForce.set(`${id} ${version}`, rulesOf(found, { id, version }));
    const why = found.policy?.rules.find((one) => one.id === rule)?.why ?? null;
    const { author, publisher } = found;
    rules.set(`${id} ${version} ${rule}`, {
      policy: id,
      version,
      name: found.policy?.name ?? null,
      rule,
      why,
      author,
      publisher,
    });
  }
  const matched = requests.flatMap(({ key, policy }) =>
    policy === null ? [] : [{ request: key, ...policy }],
  );
  return {
    file: jsonFile("policy.json", {
      policies: [...policies.values()],
      rules: [...inForce.values()].flat(),
      matched,
    }),
    rules: [...rules.values()],
  };
}

interface Found {
  policy: Policy | null;
  author: string | null;
  publisher: string | null;
  publishedAt: string | null;
}

async function policyOf(services: Services, id: string, version: number): Promise<Found> {
  const { stores } = services;
  const stored = await stores.governance.policyVersion(id, version);
  const nobody = { author: null, publisher: null, publishedAt: null };
  if (stored === null) {
    return { ...nobody, policy: suppliedPolicy(services, { id, version }) };
  }
  const names = await stores.people.names(
    [stored.authorPersonId, stored.publisherPersonId].filter((one) => one !== null),
  );
  return {
    policy: stored.policy,
    author: names.get(stored.authorPersonId ?? "") ?? null,
    publisher: names.get(stored.publisherPersonId ?? "") ?? null,
    publishedAt: stored.publishedAt?.toISOString() ?? null,
  };
}

/** `name` is null where this version isn't kept: the digest of the request still names it. */
function toJson({ policy, ...people }: Found, named: { id: string; version: number }): CanonicalValue {
  const { name = null, owner = null, reviewBy = null } = policy ?? {};
  return { ...named, name, owner, reviewBy, ...people };
}

/** The rules in the order in which they are asked, beside the policies: within them they would lie too deep. */
function rulesOf({ policy }: Found, named: { id: string; version: number }): CanonicalValue[] {
  return (policy?.rules ?? []).map((rule) => ({
    policy: named.id,
    version: named.version,
    // Written and read once, so that what a rule leaves out is left out here as well.
    rule: JSON.parse(JSON.stringify(rule)) as CanonicalValue,
  }));
}
