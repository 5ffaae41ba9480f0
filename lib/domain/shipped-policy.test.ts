import { expect, test } from "vitest";
import { IdentityClass } from "./identity-class.ts";
import { judge, type PolicyFacts } from "./judge.ts";
import { Policy } from "./policy.ts";
import { shippedPolicy } from "./shipped-policy.ts";
import { SignalKind } from "./signal-kind.ts";

const policy = shippedPolicy({ demo: false });
const confidences = [null, 0, 49, 50, 79, 80, 100];

interface Cell {
  kind: SignalKind;
  confidence: number | null;
  validated: boolean;
  identityClass: IdentityClass;
  isProtected: boolean;
}

const cells: Cell[] = SignalKind.options.flatMap((kind) =>
  confidences.flatMap((confidence) =>
    [true, false].flatMap((validated) =>
      IdentityClass.options.flatMap((identityClass) =>
        [true, false].map((isProtected) => ({ kind, confidence, validated, identityClass, isProtected })),
      ),
    ),
  ),
);

const suspension = ({ identityClass, isProtected, ...cause }: Cell): PolicyFacts => ({
  action: "suspend",
  suspendedByConsole: false,
  severity: "high",
  identityClass,
  isProtected,
  causes: [cause],
});

/** What the shipped policies say, as a person would answer who has them on paper. */
function onPaper({ kind, confidence, validated, identityClass, isProtected }: Cell) {
  if (isProtected || /privileged|break_glass/.test(identityClass)) return "P-3: 2";
  if (/^(business_critical|shared|third_party|agent)$/.test(identityClass)) return "P-4: 1, owner named";
  const isHostile = /takeover|theft|secret|travel/.test(kind);
  if (!isHostile) return "P-6: 2, outside policy";
  if (confidence === null || !validated) return "P-2: 1, narrower step, review in 24 h";
  if (confidence >= 80) return "P-1: 1";
  return confidence >= 50 ? "P-2: 1, narrower step, review in 24 h" : "P-6: 2, outside policy";
}

function said(cell: Cell): string {
  const verdict = judge(policy, suspension(cell));
  const more = [
    verdict.outsidePolicy ? "outside policy" : null,
    verdict.named === null ? null : "owner named",
    verdict.narrowerStep === "asked" ? "narrower step" : null,
    verdict.reviewAfterMs === 86_400_000 ? "review in 24 h" : null,
    verdict.permitted ? null : "forbidden",
    verdict.proposes ? "proposes" : null,
  ].filter((one) => one !== null);
  return [`${verdict.rule}: ${verdict.approvers}`, ...more].join(", ");
}

test("kind × confidence × validation × class: every suspension gets the verdict that stands on paper", () => {
  expect(cells).toHaveLength(9 * 7 * 2 * 10 * 2);
  const wrong = cells
    .map((cell) => ({ ...cell, said: said(cell), expected: onPaper(cell) }))
    .filter((cell) => cell.said !== cell.expected);
  expect(wrong).toEqual([]);
});

test("no suspension is impossible, whatever is known of the signal and the identity", () => {
  expect(cells.filter((cell) => !judge(policy, suspension(cell)).permitted)).toEqual([]);
});

test("being privileged, protected or for emergencies never takes an approver away", () => {
  for (const cell of cells) {
    const plain = judge(policy, suspension({ ...cell, identityClass: "person", isProtected: false }));
    for (const raised of [
      { ...cell, isProtected: true },
      { ...cell, identityClass: "privileged" as const },
      { ...cell, identityClass: "break_glass" as const },
    ]) {
      expect(judge(policy, suspension(raised)).approvers).toBeGreaterThanOrEqual(plain.approvers);
    }
  }
});

test("a reactivation takes one approver, one more where the console did not suspend, one more where guarded", () => {
  const back = (given: Partial<PolicyFacts>) => {
    const verdict = judge(policy, {
      action: "reactivate",
      suspendedByConsole: true,
      severity: "low",
      identityClass: "person",
      isProtected: false,
      causes: [{ kind: "other", confidence: null, validated: false }],
      ...given,
    });
    return `${verdict.rule}: ${verdict.approvers}`;
  };
  expect(back({})).toBe("P-5: 1");
  expect(back({ suspendedByConsole: false })).toBe("P-5-foreign: 2");
  expect(back({ identityClass: "third_party" })).toBe("P-5: 1");
  expect(back({ isProtected: true })).toBe("P-3: 2");
  expect(back({ identityClass: "privileged", suspendedByConsole: false })).toBe("P-3-foreign: 3");
});

test("an hour to decide, half an hour to carry out, a sign-in of at most a quarter; in the demo any", () => {
  for (const { then } of policy.rules) {
    expect(then).toMatchObject({
      decideWithinMs: 3_600_000,
      executeWithinMs: 1_800_000,
      stepUpMaxAgeMs: 900_000,
    });
  }
  for (const { then } of shippedPolicy({ demo: true }).rules) expect(then.stepUpMaxAgeMs).toBeNull();
});

test("the shipped policy is one that could be published", () => {
  expect(Policy.parse(policy)).toEqual(policy);
  expect(new Set(policy.rules.map(({ id }) => id)).size).toBe(policy.rules.length);
});
