import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import { DomainError } from "#lib/domain/errors.ts";
import type { Policy } from "#lib/domain/policy.ts";
import { shippedPolicy } from "#lib/domain/shipped-policy.ts";
import type { SignalKind } from "#lib/domain/signal-kind.ts";
import { unrailed } from "#lib/proof/test-unrailed.ts";
import { draftPolicy, publishPolicy } from "#lib/use-cases/publish-policy.ts";
import { requestAction } from "#lib/use-cases/request-action.ts";
import { openScene } from "#lib/use-cases/test-scene.ts";
import { discardDraft } from "./discard-draft.ts";
import { simulatePolicy } from "./simulate-policy.ts";
import { viewPolicies } from "./view-policies.ts";

type Scene = Awaited<ReturnType<typeof openScene>>;

/** Is listed by the simulated account and not found when read. */
const vanished = "gus.vanterpool@acme.example";

const kinds: SignalKind[] = ["impossible_travel", "token_theft", "mass_access", "other"];
const confidences = [null, 40, 65, 90];

/** Everybody gets signals of one kind and confidence; every second request names its cause as validated. */
async function playSignals(scene: Scene): Promise<Map<string, number>> {
  const { services } = scene;
  const team = new Set((await services.stores.people.members()).map(({ email }) => email));
  const found = await services.stores.subjects.search({ q: "", limit: 80, cursor: null, state: "ACTIVE" });
  // Whoever is asked to be suspended asks for nothing any more.
  const people = found.items.filter(({ email }) => !team.has(email) && email !== vanished);
  const fired = new Map<string, number>();
  let index = 0;
  for (const kind of kinds) {
    for (const confidence of confidences) {
      for (const validated of [false, true]) {
        const person = people[index++];
        if (!person) throw new Error("Too few people.");
        const { caseKey } = await scene.signal(person.email, {
          nativeId: uuidv7(),
          title: `${kind} ${confidence} ${index}`,
          kind,
          confidence,
        });
        const [signal] = await services.stores.signals.ofCase(
          (await services.stores.cases.byKey(caseKey ?? ""))?.id ?? "",
          1,
        );
        const asked = requestAction(services, scene.ana, {
          caseKey: caseKey ?? "",
          action: "suspend",
          reason: "Token used from two countries",
          causes: [],
          marks: [{ signal: signal?.id ?? "", validated, how: validated ? "Called the person back" : "" }],
          idempotencyKey: uuidv7(),
        });
        const rule = await asked.then(
          async ({ key }) => (await services.stores.requests.byKey(key))?.policy.rule ?? "lost",
          (error: unknown) => {
            if (error instanceof DomainError && error.code === "policy_forbids") return "forbidden";
            throw error;
          },
        );
        fired.set(rule, (fired.get(rule) ?? 0) + 1);
      }
    }
  }
  return fired;
}

/** Three approvers for a validated takeover, one for what was outside the policy, and nothing for mass access. */
function otherRules({ rules }: Pick<Policy, "rules">): Policy["rules"] {
  const [first] = rules;
  if (!first) throw new Error("Nothing is shipped.");
  return [
    {
      id: "R-1",
      when: { action: "suspend", kinds: ["mass_access"] },
      then: { ...first.then, permitted: false },
      why: "Never for mass access.",
    },
    ...rules.map((rule) => {
      if (rule.id === "P-1") return { ...rule, then: { ...rule.then, approvers: 2 } };
      if (rule.id === "P-6") return { ...rule, then: { ...rule.then, approvers: 1, outsidePolicy: false } };
      return rule;
    }),
  ];
}

const draftOf = (rules: Policy["rules"]) => ({ name: "Stricter", rules });

test("what the simulation says is what happens when the same signals come under the new policy", async () => {
  const rules = otherRules(shippedPolicy({ demo: false }));
  const before = await openScene({ rails: unrailed });
  await playSignals(before);
  const simulated = await simulatePolicy(before.services, before.ines, { rules });
  expect(simulated.judged).toBe(32);

  const after = await openScene({ rails: unrailed });
  const { policyId, version } = await draftPolicy(after.services, after.ines, draftOf(rules));
  await publishPolicy(after.services, after.ivo, { policyId, version });
  const happened = await playSignals(after);

  const foreseen = simulated.rules
    .filter((one) => one.after > 0)
    .map((one): [string, number] => [one.rule === "R-1" ? "forbidden" : one.rule, one.after]);
  expect(Object.fromEntries(foreseen)).toEqual(Object.fromEntries(happened));
});

test("a simulation changes nothing: no entry, no draft, no version", async () => {
  const scene = await openScene({ rails: unrailed });
  await playSignals(scene);
  const count = await scene.services.stores.log.count();
  await simulatePolicy(scene.services, scene.ines, { rules: otherRules(shippedPolicy({ demo: false })) });
  expect(await scene.services.stores.log.count()).toBe(count);
  expect(await scene.services.stores.governance.policyVersions()).toEqual([]);
});

test("only verdicts that people would feel count as different", async () => {
  const scene = await openScene({ rails: unrailed });
  await playSignals(scene);
  const { rules } = scene.services.policy;
  const renamed = rules.map((rule) => ({ ...rule, id: `${rule.id}-new` }));
  const { different, same } = await simulatePolicy(scene.services, scene.ines, { rules: renamed });
  expect(different).toEqual([]);
  expect(same).toBe(32);
});

test("rules that can't be a policy are refused before anything is judged, and kept as no draft", async () => {
  const scene = await openScene();
  const [rule] = scene.services.policy.rules;
  if (!rule) throw new Error("Nothing is shipped.");
  const twice = [rule, rule];
  await expect(simulatePolicy(scene.services, scene.ines, { rules: twice })).rejects.toMatchObject({
    code: "invalid_input",
  });
  await expect(draftPolicy(scene.services, scene.ines, draftOf(twice))).rejects.toMatchObject({
    code: "invalid_input",
  });
  expect(await scene.services.stores.governance.policyVersions()).toEqual([]);
});

test("a draft is published by somebody else, and the page says so beforehand", async () => {
  const scene = await openScene();
  const { services, ines, ivo, aud } = scene;
  const target = await draftPolicy(services, ines, draftOf(services.policy.rules));
  const own = await viewPolicies(services, ines);
  expect(own.drafts[0]?.rights.publish).toMatchObject({ allowed: false, code: "second_person_needed" });
  const reader = await viewPolicies(services, aud);
  expect(reader.drafts[0]?.rights.publish).toMatchObject({ allowed: false, code: "role_missing" });
  await expect(publishPolicy(services, ines, target)).rejects.toMatchObject({ code: "second_person_needed" });
  expect((await viewPolicies(services, ivo)).inForce.status).toBe("shipped");
  await publishPolicy(services, ivo, target);
  const now = await viewPolicies(services, ivo);
  expect(now.inForce).toMatchObject({ status: "active", author: "Ines Lindqvist", publisher: "Ivo Marek" });
  expect(now.drafts).toEqual([]);
});

test("a discarded draft can never be published", async () => {
  const scene = await openScene();
  const { services, ines, ivo } = scene;
  const target = await draftPolicy(services, ines, draftOf(services.policy.rules));
  await discardDraft(services, ines, { ...target, reason: "Wrong numbers" });
  await expect(publishPolicy(services, ivo, target)).rejects.toMatchObject({ code: "changed_meanwhile" });
  await expect(discardDraft(services, ivo, { ...target, reason: "Again" })).rejects.toMatchObject({
    code: "changed_meanwhile",
  });
  expect((await viewPolicies(services, ines)).earlier).toMatchObject([{ status: "discarded" }]);
});

test("a rule shows how many requests of the last 30 days it decided", async () => {
  const scene = await openScene({ rails: unrailed });
  await playSignals(scene);
  const { hits } = (await viewPolicies(scene.services, scene.aud)).inForce;
  expect(Object.values(hits).reduce((sum, count) => sum + count, 0)).toBe(32);
});
