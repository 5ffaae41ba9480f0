import { identityClassNames } from "./identity-words.ts";
import type { ConfidenceRange, PolicyCondition, PolicyOutcome, PolicyRule } from "./policy.ts";
import { signalKindWords } from "./signal-kind-words.ts";

/** When a rule fits, in words: everything that has to hold, and then the ways of which one is enough. */
export function describeWhen({ either, ...all }: PolicyRule["when"]): { all: string[]; either: string[] } {
  return {
    all: describeCondition(all),
    either: (either ?? []).map((one) => describeCondition(one).join(", and ") || "always"),
  };
}

function describeCondition(when: PolicyCondition): string[] {
  const { action, suspendedByConsole, severities, identityClasses, kinds, confidence, validated } = when;
  const said = [
    action === undefined ? null : `asks to ${action}`,
    suspendedByConsole === undefined
      ? null
      : suspendedByConsole
        ? "this console suspended the person"
        : "this console did not suspend the person",
    severities ? `severity of the case: ${list(severities)}` : null,
    identityClasses ? `identity: ${list(identityClasses.map((one) => identityClassNames[one]))}` : null,
    when.protected === undefined ? null : when.protected ? "person is protected" : "person isn’t protected",
    kinds ? `a cause of the kind: ${list(kinds.map((one) => signalKindWords[one]))}` : null,
    confidence ? describeConfidence(confidence) : null,
    validated === undefined ? null : validated ? "every cause validated" : "a cause that isn’t validated",
  ];
  return said.filter((words) => words !== null);
}

function describeConfidence({ min, max, notStated }: ConfidenceRange): string {
  const range =
    min === undefined && max === undefined
      ? "of any height"
      : max === undefined
        ? `${min} or more`
        : min === undefined
          ? `${max} or less`
          : `${min} to ${max}`;
  return `confidence ${range}${notStated ? ", or not stated" : ""}`;
}

/** What a rule asks for besides approvers and clocks. */
export function describeDemands({ narrowerStep, named, outsidePolicy, proposes }: PolicyOutcome): string[] {
  return [
    narrowerStep === "asked" ? "narrower step asked for" : null,
    named === null ? null : "owner or partner named",
    outsidePolicy ? "marked outside policy" : null,
    proposes ? "proposes by itself" : null,
  ].filter((words) => words !== null);
}

function list(words: readonly string[]): string {
  if (words.length === 0) return "none";
  return words.length === 1 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
